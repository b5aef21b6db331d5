// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/enumeration.hpp>
#include <arrears/io/bytes.hpp>

#include <cstddef>
#include <optional>
#include <string_view>

namespace arrears {

/// How the characters of a text file are written.
ARREARS_ENUM(Encoding,
    (utf8,    "UTF-8", "UTF-8", "utf-8"),
    (gb18030, "GB18030", "GB18030", "GBK", "GB2312", "cp936", "936"),
    (utf16le, "UTF-16LE", "UTF-16LE", "utf-16le", "UTF-16", "Unicode"),
    (utf16be, "UTF-16BE", "UTF-16BE", "utf-16be"));

/// How a text that begins so is written. A byte order mark decides; without one, zero bytes tell UTF-16 of two-byte Latin letters and
/// digits. Then what is UTF-8 throughout is that; where it is GB18030 throughout as well, and has Chinese characters as that and none as UTF-8,
/// it is GB18030. Of what is wrong as UTF-8, more Chinese characters than wrong bytes make it UTF-8 all the same; else it is the one as which
/// fewer bytes are wrong.
/// \param whole nothing follows; else a character may be cut off at the end
[[nodiscard]] Encoding find_encoding(std::string_view start, bool whole) noexcept;

/// The text in UTF-8, whatever it is written in: found by what it begins with, or as told. Bytes that are UTF-8 come through as they are,
/// also those that are none; of another encoding, each byte (of UTF-16, each unit) that is no part of a character comes as the one byte
/// 0xFF, which UTF-8 never has. A byte order mark comes through as that of UTF-8. GB18030 is read by the C library's iconv, that of 2005
/// with the code points of 2022 for the characters that had none; memory is bounded.
///
/// Up to the first byte that is not ASCII nothing has to be known of it; then 64 KiB decide.
/// \throws Error (unreadable) as the source does, or where the C library lacks the encoding
[[nodiscard]] ByteSource as_utf8(ByteSource bytes, std::optional<Encoding> told = {});

}   // namespace arrears
