// SPDX-License-Identifier: BSL-1.0
// expect: they would outlive the ledger
#include <arrears/rules/ledger.hpp>

arrears::Ledger some_ledger();

std::size_t entries() {
#if BROKEN
    return some_ledger().entries().size();
#else
    const arrears::Ledger ledger = some_ledger();
    return ledger.entries().size();
#endif
}
