// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/grouping.hpp>
#include <arrears/core/when_called.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace arrears {

/// A section 门类 of GB/T 4754-2017, in force since 2017-10-01, with its first and last division 大类.
/// Not the letters of the 2002 edition, where F is transport.
struct IndustrySection {
    char letter;
    int first_division;
    int last_division;
    std::string_view zh;
    std::string_view en;
};

inline constexpr IndustrySection gb_t_4754_table[] = {
    {'A', 1, 5, "农、林、牧、渔业", "Agriculture, forestry, husbandry, fishery"},
    {'B', 6, 12, "采矿业", "Mining"},
    {'C', 13, 43, "制造业", "Manufacturing"},
    {'D', 44, 46, "电力、热力、燃气及水生产和供应业", "Electricity, heat, gas and water"},
    {'E', 47, 50, "建筑业", "Construction"},
    {'F', 51, 52, "批发和零售业", "Wholesale and retail trade"},
    {'G', 53, 60, "交通运输、仓储和邮政业", "Transport, storage and post"},
    {'H', 61, 62, "住宿和餐饮业", "Hotels and catering"},
    {'I', 63, 65, "信息传输、软件和信息技术服务业", "Information, software, IT services"},
    {'J', 66, 69, "金融业", "Finance"},
    {'K', 70, 70, "房地产业", "Real estate"},
    {'L', 71, 72, "租赁和商务服务业", "Leasing and business services"},
    {'M', 73, 75, "科学研究和技术服务业", "Scientific research, technical services"},
    {'N', 76, 79, "水利、环境和公共设施管理业", "Water, environment, public facilities"},
    {'O', 80, 82, "居民服务、修理和其他服务业", "Resident, repair and other services"},
    {'P', 83, 83, "教育", "Education"},
    {'Q', 84, 85, "卫生和社会工作", "Health and social work"},
    {'R', 86, 90, "文化、体育和娱乐业", "Culture, sports, entertainment"},
    {'S', 91, 96, "公共管理、社会保障和社会组织", "Public management, social security, social organisations"},
    {'T', 97, 97, "国际组织", "International organisations"},
};

/// The section of an industry code: a letter, alone or before two to four digits (`C`, `C26`, `C2614`), or the digits
/// alone (`26`, `2614`). Nothing where the code has another form, there is no such division, or it is not the letter's.
[[nodiscard]] constexpr std::optional<char> industry_section(std::string_view code) noexcept {
    char letter = 0;
    if (!code.empty() && code[0] >= 'A' && code[0] <= 'T') {
        letter = code[0];
        code.remove_prefix(1);
        if (code.empty()) return letter;
    }
    if (code.size() < 2 || code.size() > 4) return std::nullopt;
    for (const char c : code) {
        if (c < '0' || c > '9') return std::nullopt;
    }
    const int division = (code[0] - '0') * 10 + (code[1] - '0');
    for (const IndustrySection& section : gb_t_4754_table) {
        if (division < section.first_division || division > section.last_division) continue;
        if (letter != 0 && letter != section.letter) return std::nullopt;
        return section.letter;
    }
    return std::nullopt;
}

/// The code with its section's letter before it (`2614` gives `C2614`), so that patterns such as `C26` fit it; nothing
/// where industry_section() gives nothing.
template <class = detail::WhenCalled>
[[nodiscard]] std::optional<std::string> industry_code(std::string_view code) {
    const std::optional<char> section = industry_section(code);
    if (!section) return std::nullopt;
    return code[0] == *section ? std::string{code} : *section + std::string{code};
}

/// The sections of GB/T 4754-2017 as the Grouping `industry_section` of the field `industry`: codes with the letter (`C26`, `C2614`) and
/// without (`26`, `2614`) fall into the same group.
template <class When = detail::WhenCalled>
[[nodiscard]] Grouping gb_t_4754_sections() {
    std::vector<detail::Late<Group, When>> groups;
    for (const IndustrySection& section : gb_t_4754_table) {
        Group group{std::string{section.letter}, {std::string{section.en}, std::string{section.zh}}, std::string{section.letter}, {}};
        for (int division = section.first_division; division <= section.last_division; ++division) {
            group.match += division < 10 ? ";0" : ";";
            group.match += std::to_string(division);
        }
        groups.push_back(std::move(group));
    }
    return {"industry_section", "industry", std::move(groups)};
}

}   // namespace arrears
