// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/date.hpp>
#include <arrears/core/money.hpp>
#include <arrears/model/ids.hpp>

#include <optional>

namespace arrears {

/// Money that the enterprise paid on one of its arrears (补缴 to a fund, 清欠 to people). All of it settles principal.
struct Payment {
    PaymentId id{};
    ArrearsId arrears{};
    Date on{};
    Money amount{};

    friend bool operator==(const Payment&, const Payment&) = default;
};

/// What a worker paid into the pension fund in the enterprise's stead so as to retire (职工代企业垫缴). The fund's claim
/// falls, the worker's on the enterprise arises: what the enterprise owes in all does not change.
struct WorkerAdvance {
    AdvanceId id{};
    WorkerId worker{};                   ///< on the roll or retired since
    EnterpriseId enterprise{};           ///< in whose stead
    std::optional<ArrearsId> arrears{};  ///< the arrears it settles; where it names none, recorded principals are net of it already
    Money amount{};
    Date on{};

    friend bool operator==(const WorkerAdvance&, const WorkerAdvance&) = default;
};

}   // namespace arrears
