// SPDX-License-Identifier: BSL-1.0
#pragma once

namespace arrears {

/// What stands in a column of a table that is written, where its texts alone do not say it: `0012` is an id, and no 12.
enum class CellKind : unsigned char {
    text,     ///< from outside: an id, a name, a remark
    word,     ///< of a fixed form, and never a number: an identifier of an enumeration, a code
    words,    ///< identifiers of an enumeration, joined by semicolons
    whole,    ///< a whole number, `-12`
    amount,   ///< in yuan with two decimals, `1234.50`
    date,     ///< `2018-12-31`
    month,    ///< `2018-12`
};

}   // namespace arrears
