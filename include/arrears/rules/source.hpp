// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/enumeration.hpp>
#include <arrears/core/language.hpp>

#include <string>

namespace arrears {

/// Who laid a parameter down.
ARREARS_ENUM(SourceLevel,
    (national, "国家规定", "national"),
    (local,    "地方规定", "local"),
    (choice,   "本库取值", "a choice where no rule was found"),
    (caller,   "调用方给定", "given by the caller"));

/// Where the value of a parameter stands, so that somebody else can look it up.
struct Source {
    Text document{};   ///< the law or order, with its number
    Text article{};    ///< may be empty
    SourceLevel level = SourceLevel::national;
    bool verified = false;   ///< value and dates were read; else some of it is from memory or others' accounts, and reasons say so
    Text note{};             ///< what a reader has to know besides; may be empty

    friend bool operator==(const Source&, const Source&) = default;
};

/// `Social Insurance Law, art. 86 (national)`; those not verified say so.
[[nodiscard]] inline std::string print(const Source& source, Language language) {
    const bool zh = language == Language::zh;
    std::string out = source.document.in(language);
    if (const std::string& article = source.article.in(language); !article.empty()) out += (zh ? "" : ", ") + article;
    out += zh ? "（" : " (";
    out += label(source.level, language);
    if (!source.verified) out += zh ? "，未核" : ", not verified";
    out += zh ? "）" : ")";
    return out;
}

}   // namespace arrears
