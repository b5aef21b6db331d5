// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/error.hpp>

#include <cstddef>
#include <optional>
#include <iosfwd>
#include <string>
#include <string_view>
#include <type_traits>

namespace arrears {

/// One row of an enumeration's table: the identifier of CSV and JSON, the labels, and further accepted words.
struct EnumWords {
    std::string_view id;
    std::string_view zh;
    std::string_view en;
    const char* aliases[6];   ///< those not used are null
};

/// The address of an enumeration's table, found by argument-dependent lookup. \see ARREARS_ENUM
template <class E>
struct EnumTag {};

/// An enumeration declared by ARREARS_ENUM: its values count from 0 and each has its words.
template <class E>
concept Enumeration = std::is_enum_v<E> && requires { arrears_enum_words(EnumTag<E>{}).rows[0]; };

/// How many values the enumeration has.
template <Enumeration E>
inline constexpr std::size_t enum_count = sizeof(arrears_enum_words(EnumTag<E>{}).rows) / sizeof(EnumWords);

/// The words of one value. Precondition: a declared value.
template <Enumeration E>
[[nodiscard]] constexpr const EnumWords& words(E value) noexcept {
    return arrears_enum_words(EnumTag<E>{}).rows[static_cast<std::size_t>(value)];
}

/// The identifier that stands in CSV and JSON: a name without the underscore that escapes a keyword.
[[nodiscard]] constexpr std::string_view identifier(const EnumWords& words) noexcept {
    std::string_view id = words.id;
    if (id.ends_with('_')) id.remove_suffix(1);
    return id;
}
template <Enumeration E>
[[nodiscard]] constexpr std::string_view identifier(E value) noexcept {
    return identifier(words(value));
}

/// The label that a person reads.
template <Enumeration E>
[[nodiscard]] constexpr std::string_view label(E value, Language language) noexcept {
    return language == Language::zh ? words(value).zh : words(value).en;
}

/// The value at a position of the table. Precondition: index < enum_count<E>.
template <Enumeration E>
[[nodiscard]] constexpr E enum_at(std::size_t index) noexcept {
    return static_cast<E>(index);
}

namespace detail {
[[nodiscard]] constexpr bool same_word(std::string_view a, std::string_view b) noexcept {
    if (a.size() != b.size()) return false;
    for (std::size_t i = 0; i < a.size(); ++i) {
        const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
        if (lower(a[i]) != lower(b[i])) return false;
    }
    return true;
}
}   // namespace detail

/// The value that a text names by identifier, label or alias (ASCII letters in any case); nothing where none does.
template <Enumeration E>
[[nodiscard]] constexpr std::optional<E> parse_enum(std::string_view text) noexcept {
    if (text.empty()) return std::nullopt;
    for (std::size_t i = 0; i < enum_count<E>; ++i) {
        const EnumWords& row = arrears_enum_words(EnumTag<E>{}).rows[i];
        if (detail::same_word(text, identifier(enum_at<E>(i))) || detail::same_word(text, row.zh) || detail::same_word(text, row.en))
            return enum_at<E>(i);
        for (const char* const alias : row.aliases) {
            if (alias != nullptr && detail::same_word(text, alias)) return enum_at<E>(i);
        }
    }
    return std::nullopt;
}

/// The identifiers of all values, for a message: `normal, semi_halted, …`.
template <Enumeration E>
[[nodiscard]] std::string identifiers() {
    std::string out;
    for (std::size_t i = 0; i < enum_count<E>; ++i) {
        if (i != 0) out += ", ";
        out += identifier(enum_at<E>(i));
    }
    return out;
}

}   // namespace arrears

/// Declares an enumeration with its words, one row a value: `ARREARS_ENUM(Name, (id, "中文", "English", "alias"…), …)`.
/// Use it inside a namespace. The labels live as long as the program.
#define ARREARS_ENUM(Name, ...)                                                                        \
    enum class Name : unsigned char { ARREARS_EACH_1(ARREARS_ENUM_ID, __VA_ARGS__) };                  \
    struct Name##EnumWords {                                                                           \
        static constexpr ::arrears::EnumWords rows[] = {ARREARS_EACH_1(ARREARS_ENUM_ROW, __VA_ARGS__)}; \
    };                                                                                                 \
    constexpr Name##EnumWords arrears_enum_words(::arrears::EnumTag<Name>) noexcept { return {}; }     \
    template <class Traits>                                                                            \
    std::basic_ostream<char, Traits>& operator<<(std::basic_ostream<char, Traits>& out, Name value) {  \
        return out << ::arrears::identifier(value);                                                    \
    }                                                                                                  \
    static_assert(sizeof(Name##EnumWords::rows) > 0)
#define ARREARS_ENUM_ID(name, ...) name,
#define ARREARS_ENUM_ROW(name, chinese, english, ...) {#name, chinese, english, {__VA_ARGS__}},

// `M row` for each row in parentheses, of up to 128: what BOOST_PP_SEQ_FOR_EACH does, in less than half the time.
#define ARREARS_EACH_1(M, row, ...) M row __VA_OPT__(ARREARS_EACH_2(M, __VA_ARGS__))
#define ARREARS_EACH_2(M, row, ...) M row __VA_OPT__(ARREARS_EACH_3(M, __VA_ARGS__))
#define ARREARS_EACH_3(M, row, ...) M row __VA_OPT__(ARREARS_EACH_4(M, __VA_ARGS__))
#define ARREARS_EACH_4(M, row, ...) M row __VA_OPT__(ARREARS_EACH_5(M, __VA_ARGS__))
#define ARREARS_EACH_5(M, row, ...) M row __VA_OPT__(ARREARS_EACH_6(M, __VA_ARGS__))
#define ARREARS_EACH_6(M, row, ...) M row __VA_OPT__(ARREARS_EACH_7(M, __VA_ARGS__))
#define ARREARS_EACH_7(M, row, ...) M row __VA_OPT__(ARREARS_EACH_8(M, __VA_ARGS__))
#define ARREARS_EACH_8(M, row, ...) M row __VA_OPT__(ARREARS_EACH_9(M, __VA_ARGS__))
#define ARREARS_EACH_9(M, row, ...) M row __VA_OPT__(ARREARS_EACH_10(M, __VA_ARGS__))
#define ARREARS_EACH_10(M, row, ...) M row __VA_OPT__(ARREARS_EACH_11(M, __VA_ARGS__))
#define ARREARS_EACH_11(M, row, ...) M row __VA_OPT__(ARREARS_EACH_12(M, __VA_ARGS__))
#define ARREARS_EACH_12(M, row, ...) M row __VA_OPT__(ARREARS_EACH_13(M, __VA_ARGS__))
#define ARREARS_EACH_13(M, row, ...) M row __VA_OPT__(ARREARS_EACH_14(M, __VA_ARGS__))
#define ARREARS_EACH_14(M, row, ...) M row __VA_OPT__(ARREARS_EACH_15(M, __VA_ARGS__))
#define ARREARS_EACH_15(M, row, ...) M row __VA_OPT__(ARREARS_EACH_16(M, __VA_ARGS__))
#define ARREARS_EACH_16(M, row, ...) M row __VA_OPT__(ARREARS_EACH_17(M, __VA_ARGS__))
#define ARREARS_EACH_17(M, row, ...) M row __VA_OPT__(ARREARS_EACH_18(M, __VA_ARGS__))
#define ARREARS_EACH_18(M, row, ...) M row __VA_OPT__(ARREARS_EACH_19(M, __VA_ARGS__))
#define ARREARS_EACH_19(M, row, ...) M row __VA_OPT__(ARREARS_EACH_20(M, __VA_ARGS__))
#define ARREARS_EACH_20(M, row, ...) M row __VA_OPT__(ARREARS_EACH_21(M, __VA_ARGS__))
#define ARREARS_EACH_21(M, row, ...) M row __VA_OPT__(ARREARS_EACH_22(M, __VA_ARGS__))
#define ARREARS_EACH_22(M, row, ...) M row __VA_OPT__(ARREARS_EACH_23(M, __VA_ARGS__))
#define ARREARS_EACH_23(M, row, ...) M row __VA_OPT__(ARREARS_EACH_24(M, __VA_ARGS__))
#define ARREARS_EACH_24(M, row, ...) M row __VA_OPT__(ARREARS_EACH_25(M, __VA_ARGS__))
#define ARREARS_EACH_25(M, row, ...) M row __VA_OPT__(ARREARS_EACH_26(M, __VA_ARGS__))
#define ARREARS_EACH_26(M, row, ...) M row __VA_OPT__(ARREARS_EACH_27(M, __VA_ARGS__))
#define ARREARS_EACH_27(M, row, ...) M row __VA_OPT__(ARREARS_EACH_28(M, __VA_ARGS__))
#define ARREARS_EACH_28(M, row, ...) M row __VA_OPT__(ARREARS_EACH_29(M, __VA_ARGS__))
#define ARREARS_EACH_29(M, row, ...) M row __VA_OPT__(ARREARS_EACH_30(M, __VA_ARGS__))
#define ARREARS_EACH_30(M, row, ...) M row __VA_OPT__(ARREARS_EACH_31(M, __VA_ARGS__))
#define ARREARS_EACH_31(M, row, ...) M row __VA_OPT__(ARREARS_EACH_32(M, __VA_ARGS__))
#define ARREARS_EACH_32(M, row, ...) M row __VA_OPT__(ARREARS_EACH_33(M, __VA_ARGS__))
#define ARREARS_EACH_33(M, row, ...) M row __VA_OPT__(ARREARS_EACH_34(M, __VA_ARGS__))
#define ARREARS_EACH_34(M, row, ...) M row __VA_OPT__(ARREARS_EACH_35(M, __VA_ARGS__))
#define ARREARS_EACH_35(M, row, ...) M row __VA_OPT__(ARREARS_EACH_36(M, __VA_ARGS__))
#define ARREARS_EACH_36(M, row, ...) M row __VA_OPT__(ARREARS_EACH_37(M, __VA_ARGS__))
#define ARREARS_EACH_37(M, row, ...) M row __VA_OPT__(ARREARS_EACH_38(M, __VA_ARGS__))
#define ARREARS_EACH_38(M, row, ...) M row __VA_OPT__(ARREARS_EACH_39(M, __VA_ARGS__))
#define ARREARS_EACH_39(M, row, ...) M row __VA_OPT__(ARREARS_EACH_40(M, __VA_ARGS__))
#define ARREARS_EACH_40(M, row, ...) M row __VA_OPT__(ARREARS_EACH_41(M, __VA_ARGS__))
#define ARREARS_EACH_41(M, row, ...) M row __VA_OPT__(ARREARS_EACH_42(M, __VA_ARGS__))
#define ARREARS_EACH_42(M, row, ...) M row __VA_OPT__(ARREARS_EACH_43(M, __VA_ARGS__))
#define ARREARS_EACH_43(M, row, ...) M row __VA_OPT__(ARREARS_EACH_44(M, __VA_ARGS__))
#define ARREARS_EACH_44(M, row, ...) M row __VA_OPT__(ARREARS_EACH_45(M, __VA_ARGS__))
#define ARREARS_EACH_45(M, row, ...) M row __VA_OPT__(ARREARS_EACH_46(M, __VA_ARGS__))
#define ARREARS_EACH_46(M, row, ...) M row __VA_OPT__(ARREARS_EACH_47(M, __VA_ARGS__))
#define ARREARS_EACH_47(M, row, ...) M row __VA_OPT__(ARREARS_EACH_48(M, __VA_ARGS__))
#define ARREARS_EACH_48(M, row, ...) M row __VA_OPT__(ARREARS_EACH_49(M, __VA_ARGS__))
#define ARREARS_EACH_49(M, row, ...) M row __VA_OPT__(ARREARS_EACH_50(M, __VA_ARGS__))
#define ARREARS_EACH_50(M, row, ...) M row __VA_OPT__(ARREARS_EACH_51(M, __VA_ARGS__))
#define ARREARS_EACH_51(M, row, ...) M row __VA_OPT__(ARREARS_EACH_52(M, __VA_ARGS__))
#define ARREARS_EACH_52(M, row, ...) M row __VA_OPT__(ARREARS_EACH_53(M, __VA_ARGS__))
#define ARREARS_EACH_53(M, row, ...) M row __VA_OPT__(ARREARS_EACH_54(M, __VA_ARGS__))
#define ARREARS_EACH_54(M, row, ...) M row __VA_OPT__(ARREARS_EACH_55(M, __VA_ARGS__))
#define ARREARS_EACH_55(M, row, ...) M row __VA_OPT__(ARREARS_EACH_56(M, __VA_ARGS__))
#define ARREARS_EACH_56(M, row, ...) M row __VA_OPT__(ARREARS_EACH_57(M, __VA_ARGS__))
#define ARREARS_EACH_57(M, row, ...) M row __VA_OPT__(ARREARS_EACH_58(M, __VA_ARGS__))
#define ARREARS_EACH_58(M, row, ...) M row __VA_OPT__(ARREARS_EACH_59(M, __VA_ARGS__))
#define ARREARS_EACH_59(M, row, ...) M row __VA_OPT__(ARREARS_EACH_60(M, __VA_ARGS__))
#define ARREARS_EACH_60(M, row, ...) M row __VA_OPT__(ARREARS_EACH_61(M, __VA_ARGS__))
#define ARREARS_EACH_61(M, row, ...) M row __VA_OPT__(ARREARS_EACH_62(M, __VA_ARGS__))
#define ARREARS_EACH_62(M, row, ...) M row __VA_OPT__(ARREARS_EACH_63(M, __VA_ARGS__))
#define ARREARS_EACH_63(M, row, ...) M row __VA_OPT__(ARREARS_EACH_64(M, __VA_ARGS__))
#define ARREARS_EACH_64(M, row, ...) M row __VA_OPT__(ARREARS_EACH_65(M, __VA_ARGS__))
#define ARREARS_EACH_65(M, row, ...) M row __VA_OPT__(ARREARS_EACH_66(M, __VA_ARGS__))
#define ARREARS_EACH_66(M, row, ...) M row __VA_OPT__(ARREARS_EACH_67(M, __VA_ARGS__))
#define ARREARS_EACH_67(M, row, ...) M row __VA_OPT__(ARREARS_EACH_68(M, __VA_ARGS__))
#define ARREARS_EACH_68(M, row, ...) M row __VA_OPT__(ARREARS_EACH_69(M, __VA_ARGS__))
#define ARREARS_EACH_69(M, row, ...) M row __VA_OPT__(ARREARS_EACH_70(M, __VA_ARGS__))
#define ARREARS_EACH_70(M, row, ...) M row __VA_OPT__(ARREARS_EACH_71(M, __VA_ARGS__))
#define ARREARS_EACH_71(M, row, ...) M row __VA_OPT__(ARREARS_EACH_72(M, __VA_ARGS__))
#define ARREARS_EACH_72(M, row, ...) M row __VA_OPT__(ARREARS_EACH_73(M, __VA_ARGS__))
#define ARREARS_EACH_73(M, row, ...) M row __VA_OPT__(ARREARS_EACH_74(M, __VA_ARGS__))
#define ARREARS_EACH_74(M, row, ...) M row __VA_OPT__(ARREARS_EACH_75(M, __VA_ARGS__))
#define ARREARS_EACH_75(M, row, ...) M row __VA_OPT__(ARREARS_EACH_76(M, __VA_ARGS__))
#define ARREARS_EACH_76(M, row, ...) M row __VA_OPT__(ARREARS_EACH_77(M, __VA_ARGS__))
#define ARREARS_EACH_77(M, row, ...) M row __VA_OPT__(ARREARS_EACH_78(M, __VA_ARGS__))
#define ARREARS_EACH_78(M, row, ...) M row __VA_OPT__(ARREARS_EACH_79(M, __VA_ARGS__))
#define ARREARS_EACH_79(M, row, ...) M row __VA_OPT__(ARREARS_EACH_80(M, __VA_ARGS__))
#define ARREARS_EACH_80(M, row, ...) M row __VA_OPT__(ARREARS_EACH_81(M, __VA_ARGS__))
#define ARREARS_EACH_81(M, row, ...) M row __VA_OPT__(ARREARS_EACH_82(M, __VA_ARGS__))
#define ARREARS_EACH_82(M, row, ...) M row __VA_OPT__(ARREARS_EACH_83(M, __VA_ARGS__))
#define ARREARS_EACH_83(M, row, ...) M row __VA_OPT__(ARREARS_EACH_84(M, __VA_ARGS__))
#define ARREARS_EACH_84(M, row, ...) M row __VA_OPT__(ARREARS_EACH_85(M, __VA_ARGS__))
#define ARREARS_EACH_85(M, row, ...) M row __VA_OPT__(ARREARS_EACH_86(M, __VA_ARGS__))
#define ARREARS_EACH_86(M, row, ...) M row __VA_OPT__(ARREARS_EACH_87(M, __VA_ARGS__))
#define ARREARS_EACH_87(M, row, ...) M row __VA_OPT__(ARREARS_EACH_88(M, __VA_ARGS__))
#define ARREARS_EACH_88(M, row, ...) M row __VA_OPT__(ARREARS_EACH_89(M, __VA_ARGS__))
#define ARREARS_EACH_89(M, row, ...) M row __VA_OPT__(ARREARS_EACH_90(M, __VA_ARGS__))
#define ARREARS_EACH_90(M, row, ...) M row __VA_OPT__(ARREARS_EACH_91(M, __VA_ARGS__))
#define ARREARS_EACH_91(M, row, ...) M row __VA_OPT__(ARREARS_EACH_92(M, __VA_ARGS__))
#define ARREARS_EACH_92(M, row, ...) M row __VA_OPT__(ARREARS_EACH_93(M, __VA_ARGS__))
#define ARREARS_EACH_93(M, row, ...) M row __VA_OPT__(ARREARS_EACH_94(M, __VA_ARGS__))
#define ARREARS_EACH_94(M, row, ...) M row __VA_OPT__(ARREARS_EACH_95(M, __VA_ARGS__))
#define ARREARS_EACH_95(M, row, ...) M row __VA_OPT__(ARREARS_EACH_96(M, __VA_ARGS__))
#define ARREARS_EACH_96(M, row, ...) M row __VA_OPT__(ARREARS_EACH_97(M, __VA_ARGS__))
#define ARREARS_EACH_97(M, row, ...) M row __VA_OPT__(ARREARS_EACH_98(M, __VA_ARGS__))
#define ARREARS_EACH_98(M, row, ...) M row __VA_OPT__(ARREARS_EACH_99(M, __VA_ARGS__))
#define ARREARS_EACH_99(M, row, ...) M row __VA_OPT__(ARREARS_EACH_100(M, __VA_ARGS__))
#define ARREARS_EACH_100(M, row, ...) M row __VA_OPT__(ARREARS_EACH_101(M, __VA_ARGS__))
#define ARREARS_EACH_101(M, row, ...) M row __VA_OPT__(ARREARS_EACH_102(M, __VA_ARGS__))
#define ARREARS_EACH_102(M, row, ...) M row __VA_OPT__(ARREARS_EACH_103(M, __VA_ARGS__))
#define ARREARS_EACH_103(M, row, ...) M row __VA_OPT__(ARREARS_EACH_104(M, __VA_ARGS__))
#define ARREARS_EACH_104(M, row, ...) M row __VA_OPT__(ARREARS_EACH_105(M, __VA_ARGS__))
#define ARREARS_EACH_105(M, row, ...) M row __VA_OPT__(ARREARS_EACH_106(M, __VA_ARGS__))
#define ARREARS_EACH_106(M, row, ...) M row __VA_OPT__(ARREARS_EACH_107(M, __VA_ARGS__))
#define ARREARS_EACH_107(M, row, ...) M row __VA_OPT__(ARREARS_EACH_108(M, __VA_ARGS__))
#define ARREARS_EACH_108(M, row, ...) M row __VA_OPT__(ARREARS_EACH_109(M, __VA_ARGS__))
#define ARREARS_EACH_109(M, row, ...) M row __VA_OPT__(ARREARS_EACH_110(M, __VA_ARGS__))
#define ARREARS_EACH_110(M, row, ...) M row __VA_OPT__(ARREARS_EACH_111(M, __VA_ARGS__))
#define ARREARS_EACH_111(M, row, ...) M row __VA_OPT__(ARREARS_EACH_112(M, __VA_ARGS__))
#define ARREARS_EACH_112(M, row, ...) M row __VA_OPT__(ARREARS_EACH_113(M, __VA_ARGS__))
#define ARREARS_EACH_113(M, row, ...) M row __VA_OPT__(ARREARS_EACH_114(M, __VA_ARGS__))
#define ARREARS_EACH_114(M, row, ...) M row __VA_OPT__(ARREARS_EACH_115(M, __VA_ARGS__))
#define ARREARS_EACH_115(M, row, ...) M row __VA_OPT__(ARREARS_EACH_116(M, __VA_ARGS__))
#define ARREARS_EACH_116(M, row, ...) M row __VA_OPT__(ARREARS_EACH_117(M, __VA_ARGS__))
#define ARREARS_EACH_117(M, row, ...) M row __VA_OPT__(ARREARS_EACH_118(M, __VA_ARGS__))
#define ARREARS_EACH_118(M, row, ...) M row __VA_OPT__(ARREARS_EACH_119(M, __VA_ARGS__))
#define ARREARS_EACH_119(M, row, ...) M row __VA_OPT__(ARREARS_EACH_120(M, __VA_ARGS__))
#define ARREARS_EACH_120(M, row, ...) M row __VA_OPT__(ARREARS_EACH_121(M, __VA_ARGS__))
#define ARREARS_EACH_121(M, row, ...) M row __VA_OPT__(ARREARS_EACH_122(M, __VA_ARGS__))
#define ARREARS_EACH_122(M, row, ...) M row __VA_OPT__(ARREARS_EACH_123(M, __VA_ARGS__))
#define ARREARS_EACH_123(M, row, ...) M row __VA_OPT__(ARREARS_EACH_124(M, __VA_ARGS__))
#define ARREARS_EACH_124(M, row, ...) M row __VA_OPT__(ARREARS_EACH_125(M, __VA_ARGS__))
#define ARREARS_EACH_125(M, row, ...) M row __VA_OPT__(ARREARS_EACH_126(M, __VA_ARGS__))
#define ARREARS_EACH_126(M, row, ...) M row __VA_OPT__(ARREARS_EACH_127(M, __VA_ARGS__))
#define ARREARS_EACH_127(M, row, ...) M row __VA_OPT__(ARREARS_EACH_128(M, __VA_ARGS__))
#define ARREARS_EACH_128(M, row, ...) M row __VA_OPT__(ARREARS_EACH_129(M, __VA_ARGS__))
