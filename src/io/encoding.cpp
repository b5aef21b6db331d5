// SPDX-License-Identifier: BSL-1.0
#include <arrears/io/encoding.hpp>

#include "system_error.hpp"

#include <arrears/core/utf8.hpp>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <iconv.h>

namespace arrears {

namespace {

[[nodiscard]] unsigned byte_at(std::string_view text, std::size_t at) noexcept { return static_cast<unsigned char>(text[at]); }
[[nodiscard]] bool in(unsigned value, unsigned least, unsigned most) noexcept { return value >= least && value <= most; }

/// What a text is in an encoding.
struct Reading {
    std::size_t wrong = 0;     ///< bytes that are no part of a character
    std::size_t chinese = 0;   ///< characters that are likely to be Chinese
};

[[nodiscard]] Reading read_as_utf8(std::string_view text, bool whole) noexcept {
    Reading out;
    while (!text.empty()) {
        const Utf8Character next = read_utf8(text);
        if (!next.valid) {
            const auto follows = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; };
            const bool cut_off = !whole && text.size() < 4 && byte_at(text, 0) >= 0xC2 && std::all_of(text.begin() + 1, text.end(), follows);
            if (cut_off) break;
            ++out.wrong;
        } else if (next.bytes >= 3) {
            ++out.chinese;
        }
        text.remove_prefix(next.bytes);
    }
    return out;
}

[[nodiscard]] Reading read_as_gb18030(std::string_view text, bool whole) noexcept {
    Reading out;
    /// How many bytes the character has; nothing where it is none, 0 where it is cut off.
    const auto size_of = [&]() -> std::optional<std::size_t> {
        const unsigned first = byte_at(text, 0);
        if (first < 0x80) return 1;
        if (!in(first, 0x81, 0xFE)) return std::nullopt;
        if (text.size() == 1) return 0;
        const unsigned second = byte_at(text, 1);
        if (in(second, 0x40, 0xFE) && second != 0x7F) return 2;
        if (!in(second, 0x30, 0x39) || (text.size() >= 3 && !in(byte_at(text, 2), 0x81, 0xFE))) return std::nullopt;
        if (text.size() >= 4 && !in(byte_at(text, 3), 0x30, 0x39)) return std::nullopt;
        return text.size() >= 4 ? 4 : 0;
    };
    while (!text.empty()) {
        const auto size = size_of();
        if (size == 0 && !whole) break;
        if (!size || *size == 0) ++out.wrong;
        else if (*size == 2 && in(byte_at(text, 0), 0xB0, 0xF7) && byte_at(text, 1) >= 0xA1) ++out.chinese;   // those of GB2312
        text.remove_prefix(std::max<std::size_t>(size.value_or(1), 1));
    }
    return out;
}

/// Of text without a mark: Latin letters, digits, separators and line ends have a zero byte in each unit, on one side.
[[nodiscard]] std::optional<Encoding> utf16_without_mark(std::string_view start) noexcept {
    std::size_t zeros[2] = {0, 0};
    for (std::size_t at = 0; at < start.size(); ++at) zeros[at % 2] += start[at] == '\0' ? 1 : 0;
    const std::size_t some = start.size() / 16;
    if (start.size() < 4 || (zeros[0] <= some && zeros[1] <= some) || (zeros[0] > some && zeros[1] > some)) return std::nullopt;
    return zeros[1] > some ? Encoding::utf16le : Encoding::utf16be;
}

/// What the first bytes tell, whatever follows.
[[nodiscard]] std::optional<Encoding> told_by_start(std::string_view start) noexcept {
    if (start.starts_with("\xEF\xBB\xBF")) return Encoding::utf8;
    if (start.starts_with("\xFF\xFE")) return Encoding::utf16le;
    if (start.starts_with("\xFE\xFF")) return Encoding::utf16be;
    return utf16_without_mark(start);
}

/// The characters of two bytes that GB18030 has, as UTF-8 of up to three, as the C library gives them: asked once, for a call a character
/// costs many times what a look into a table does.
class TwoByteCharacters {
public:
    /// \param converter from GB18030
    explicit TwoByteCharacters(iconv_t converter) : packed_(table_size) {
        for (unsigned first = 0x81; first <= 0xFE; ++first) {
            for (unsigned second = 0x40; second <= 0xFE; ++second) {
                char bytes[2] = {static_cast<char>(first), static_cast<char>(second)}, made[4];
                char *from = bytes, *to = made;
                std::size_t left = sizeof bytes, room = sizeof made;
                const bool is_one = ::iconv(converter, &from, &left, &to, &room) == 0 && left == 0 && room != 0;
                ::iconv(converter, nullptr, nullptr, nullptr, nullptr);
                if (!is_one) continue;
                std::uint32_t& packed = packed_[first << 8U | second];
                for (std::size_t i = sizeof made - room; i > 0; --i) packed = packed << 8U | byte_at({made, sizeof made}, i - 1);
                packed |= static_cast<std::uint32_t>(sizeof made - room) << 24U;
            }
        }
    }
    /// From the lowest on: its bytes, and in the highest how many they are; 0 where it is none, or one of more.
    [[nodiscard]] std::uint32_t operator()(unsigned first, unsigned second) const noexcept { return packed_[first << 8U | second]; }

private:
    static constexpr std::size_t table_size = 0x10000;
    std::vector<std::uint32_t> packed_;
};

/// Text of another encoding, turned into UTF-8 as it is asked for.
class Decoder {
public:
    Decoder(ByteSource bytes, std::optional<Encoding> told) : bytes_{std::move(bytes)}, told_{told} {}
    Decoder(const Decoder&) = delete;
    Decoder& operator=(const Decoder&) = delete;
    ~Decoder() {
        if (is_open()) ::iconv_close(converter_);
    }

    [[nodiscard]] std::size_t read(std::span<char> to) {
        if (to.empty()) return 0;
        if (!begun_) begin();
        if (!decided_) decide();
        if (!decided_ || encoding_ == Encoding::utf8) {   // ASCII, or what is UTF-8 already: as it stands
            if (at_ == end_) {
                if (over_) return 0;
                if (decided_) return bytes_(to);
                fill();
                return read(to);
            }
            const std::size_t count = std::min(to.size(), (decided_ ? end_ : ascii_) - at_);
            std::copy_n(buffer_.data() + at_, count, to.data());
            at_ += count;
            return count;
        }
        return convert(to);
    }

private:
    static constexpr std::size_t window = 64 * 1024;

    [[nodiscard]] bool is_open() const noexcept { return converter_ != none(); }
    [[nodiscard]] static iconv_t none() noexcept { return reinterpret_cast<iconv_t>(-1); }   // what iconv_open says of a failure
    [[nodiscard]] std::size_t unit() const noexcept { return encoding_ == Encoding::gb18030 ? 1 : 2; }

    /// Moves what is left to the front, and reads on until the buffer is full or nothing follows.
    void fill() {
        buffer_.erase(0, at_);
        end_ -= at_;
        ascii_ -= std::min(ascii_, at_);
        at_ = 0;
        buffer_.resize(2 * window);
        while (!over_ && end_ < buffer_.size()) {
            const std::size_t got = bytes_(std::span{buffer_}.subspan(end_));
            over_ = got == 0;
            end_ += got;
        }
    }
    void begin() {
        begun_ = true;
        if (told_ == Encoding::utf8) {
            use(Encoding::utf8);
            return;
        }
        fill();
        if (const auto found = told_ ? told_ : told_by_start({buffer_.data(), end_})) use(*found);
    }
    void use(Encoding encoding) {
        decided_ = true;
        encoding_ = encoding;
        if (encoding == Encoding::utf8) return;
        const char* const names[] = {"UTF-8", "GB18030", "UTF-16LE", "UTF-16BE"};
        const char* const name = names[static_cast<std::size_t>(encoding)];
        converter_ = ::iconv_open("UTF-8", name);
        if (is_open()) return;
        throw detail::file_error(ErrorKind::unreadable, {}, {std::string{"the C library cannot read "} + name, std::string{"C 库不支持 "} + name},
                                 {"expected its conversions to be installed", "应安装其编码转换模块"},
                                 {"install them, or save the file as \"CSV UTF-8\"", "请安装转换模块，或将文件另存为“CSV UTF-8”"});
    }
    void skip_ascii() {
        ascii_ = std::max(ascii_, at_);
        std::uint64_t eight = 0;
        for (; end_ - ascii_ >= sizeof eight; ascii_ += sizeof eight) {   // a file of ASCII is stepped over whole
            std::memcpy(&eight, buffer_.data() + ascii_, sizeof eight);
            if ((eight & 0x8080808080808080U) != 0) break;
        }
        while (ascii_ < end_ && byte_at(buffer_, ascii_) < 0x80) ++ascii_;
    }
    /// Steps over ASCII; where something else comes, looks at a window from there.
    void decide() {
        skip_ascii();
        if (ascii_ == end_) return;
        if (!over_ && end_ - ascii_ < window) {
            fill();
            skip_ascii();
        }
        const std::size_t size = std::min(end_ - ascii_, window);
        use(find_encoding(std::string_view{buffer_}.substr(ascii_, size), over_ && size == end_ - ascii_));
    }
    [[nodiscard]] std::size_t convert(std::span<char> to) {
        char* out = to.data();
        std::size_t room = to.size();
        if (room < 4 || small_at_ != small_.size()) {   // a character may need as many; what was made for who asked for less comes first
            if (small_at_ == small_.size()) {
                small_.resize(small_at_ = window);
                small_.resize(convert(std::span{small_}));
                small_at_ = 0;
            }
            const std::size_t count = std::min(room, small_.size() - small_at_);
            std::copy_n(small_.data() + small_at_, count, out);
            small_at_ += count;
            return count;
        }
        if (encoding_ == Encoding::gb18030) return convert_gb18030(to);
        while (room == to.size()) {   // a part of a character makes nothing yet
            if (end_ - at_ < 4 && !over_) fill();
            if (at_ == end_) return 0;
            char* from = buffer_.data() + at_;
            std::size_t left = end_ - at_;
            const std::size_t made = ::iconv(converter_, &from, &left, &out, &room);
            const int error = made == static_cast<std::size_t>(-1) ? errno : 0;
            at_ = end_ - left;
            if (error != EILSEQ && (error != EINVAL || !over_)) continue;   // cut off only by the buffer's end: more follows
            if (room == 0) break;
            *out++ = '\xFF';
            --room;
            at_ += std::min(unit(), end_ - at_);
            ::iconv(converter_, nullptr, nullptr, nullptr, nullptr);
        }
        return to.size() - room;
    }

    /// The same of GB18030, of which nearly all is ASCII and characters of two bytes. Precondition: there is room for a character.
    [[nodiscard]] std::size_t convert_gb18030(std::span<char> to) {
        static const TwoByteCharacters two_bytes{converter_};
        char* out = to.data();
        char* const out_end = out + to.size();
        while (out_end - out >= 4) {
            if (end_ - at_ < 4 && !over_) {
                if (out != to.data()) break;
                fill();
            }
            const char* from = buffer_.data() + at_;
            const char* const from_end = buffer_.data() + end_;
            if (from == from_end) break;
            while (out_end - out >= 8 && from_end - from >= 8) {
                std::uint64_t eight = 0;
                std::memcpy(&eight, from, sizeof eight);
                if ((eight & 0x8080808080808080U) == 0) {
                    std::memcpy(out, &eight, sizeof eight);
                    out += sizeof eight, from += sizeof eight;
                    continue;
                }
                for (; static_cast<unsigned char>(*from) < 0x80; ++from) *out++ = *from;
                if (out_end - out < 4 || from_end - from < 2) break;
                const std::uint32_t packed = two_bytes(static_cast<unsigned char>(from[0]), static_cast<unsigned char>(from[1]));
                if (packed == 0) break;
                for (unsigned i = 0; i < 3; ++i) out[i] = static_cast<char>(packed >> (8 * i));
                out += packed >> 24U, from += 2;
            }
            at_ = static_cast<std::size_t>(from - buffer_.data());
            if (out_end - out < 4 || (end_ - at_ < 4 && !over_)) continue;
            if (at_ == end_) break;
            char* next = buffer_.data() + at_;   // what the table does not have, or what is left at the end
            std::size_t left = std::min<std::size_t>(end_ - at_, 4), room = static_cast<std::size_t>(out_end - out);
            const bool all = left == end_ - at_;
            const bool failed = ::iconv(converter_, &next, &left, &out, &room) == static_cast<std::size_t>(-1);
            const bool moved = next != buffer_.data() + at_;
            at_ = static_cast<std::size_t>(next - buffer_.data());
            if (!failed || (errno != EILSEQ && (moved || !all))) continue;   // cut off only by what was given to it
            if (out == out_end) break;
            *out++ = '\xFF';
            ++at_;
            ::iconv(converter_, nullptr, nullptr, nullptr, nullptr);
        }
        return static_cast<std::size_t>(out - to.data());
    }

    ByteSource bytes_;
    std::optional<Encoding> told_;
    bool begun_ = false, decided_ = false, over_ = false;
    Encoding encoding_ = Encoding::utf8;
    iconv_t converter_ = none();
    std::string buffer_{};
    std::size_t at_ = 0, ascii_ = 0, end_ = 0;   // given out up to; known to be ASCII up to; read up to
    std::string small_{};                        // for who asks for less than a character
    std::size_t small_at_ = 0;
};

}   // namespace

Encoding find_encoding(std::string_view start, bool whole) noexcept {
    if (const auto told = told_by_start(start)) return *told;
    const Reading utf8 = read_as_utf8(start, whole), gb = read_as_gb18030(start, whole);
    if (utf8.wrong == 0) return gb.wrong == 0 && gb.chinese > 0 && utf8.chinese == 0 ? Encoding::gb18030 : Encoding::utf8;
    // By chance few bytes of the one make characters of three bytes of the other.
    if (utf8.chinese > utf8.wrong) return Encoding::utf8;
    return gb.wrong < utf8.wrong ? Encoding::gb18030 : Encoding::utf8;
}

ByteSource as_utf8(ByteSource bytes, std::optional<Encoding> told) {
    return [decoder = std::make_shared<Decoder>(std::move(bytes), told)](std::span<char> to) { return decoder->read(to); };
}

}   // namespace arrears
