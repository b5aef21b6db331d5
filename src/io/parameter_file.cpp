// SPDX-License-Identifier: BSL-1.0
#include <arrears/io/parameter_file.hpp>

#include <arrears/core/money_text.hpp>
#include <arrears/core/rate.hpp>
#include <arrears/io/bytes.hpp>
#include <arrears/statistics/nearest.hpp>

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0
#include <toml++/toml.h>

namespace arrears {

namespace {

constexpr std::size_t file_bytes_max = 16U * 1024U * 1024U;

class ParameterReader {
public:
    ParameterReader(const std::string& name, const Parameters& over, Diagnostics& diagnostics)
        : name_{name}, over_{over}, builder_{over}, diagnostics_{diagnostics} {}

    [[nodiscard]] Parameters read(std::string_view text) {
        const std::uint64_t before = diagnostics_.count();
        const toml::parse_result parsed = toml::parse(text, name_);
        if (!parsed) {
            const toml::parse_error& error = parsed.error();
            const std::string what{error.description()};
            tell(error.source(), {}, ErrorKind::bad_syntax, {"no TOML: " + what, "不是 TOML：" + what},
                 {"expected [source.NAME] and [[parameter]] tables", "应为 [source.名称] 与 [[parameter]] 表"});
            return over_;
        }
        const toml::table& file = parsed.table();
        check_keys(file, {"source", "parameter"});
        if (const toml::node* const sources = file.get("source")) read_sources(*sources);
        if (const toml::node* const list = file.get("parameter")) read_list(*list);
        return diagnostics_.count() == before ? builder_.build() : over_;
    }

private:
    void tell(const toml::source_region& at, std::string field, ErrorKind kind, Text problem, Text expected, Text remedy = {}) {
        diagnostics_.add(
            {kind, {name_, at.begin.line, at.begin.column, std::move(field)}, std::move(problem), {}, std::move(expected), std::move(remedy)});
    }
    void check_keys(const toml::table& table, const std::vector<std::string>& known) {
        for (const auto& [key, value] : table) {
            const std::string name{key.str()};
            if (std::find(known.begin(), known.end(), name) != known.end()) continue;
            std::string all;
            for (const std::string& one : known) all += (all.empty() ? "" : ", ") + one;
            tell(key.source(), {}, ErrorKind::unknown_name, {"no key is called " + in_quotes(name), "没有名为 " + in_quotes(name) + " 的项"},
                 {"expected one of " + all, "应为以下之一：" + all}, did_you_mean(name, known));
        }
    }
    /// A text, or nothing where the key is not there; a fault where it is something else.
    [[nodiscard]] std::optional<std::string> text_of(const toml::table& table, const char* key, bool required) {
        const toml::node* const node = table.get(key);
        if (node == nullptr) {
            if (required) tell(table.source(), key, ErrorKind::bad_syntax, {std::string{key} + " is missing", std::string{"缺少 "} + key}, {});
            return std::nullopt;
        }
        if (const auto* const text = node->as_string()) return text->get();
        if (const auto* const date = node->as_date()) {   // TOML's own dates are dates, too
            return std::to_string(date->get().year) + '-' + std::to_string(date->get().month) + '-' + std::to_string(date->get().day);
        }
        tell(node->source(), key, ErrorKind::bad_syntax, {std::string{key} + " is no text", std::string{key} + " 不是文本"},
             {"expected text in quotes: a number as \"16%\", since TOML's own are binary fractions",
              "应为引号中的文本：数字如 \"16%\"，因为 TOML 的数字是二进制小数"});
        return std::nullopt;
    }
    [[nodiscard]] Text both_of(const toml::table& table, const char* key) {
        const toml::node* const node = table.get(key);
        if (node == nullptr) return {};
        if (const auto* const text = node->as_string()) return {text->get(), text->get()};
        if (const toml::table* const both = node->as_table()) {
            check_keys(*both, {"zh", "en"});
            Text made{text_of(*both, "en", false).value_or(""), text_of(*both, "zh", false).value_or("")};
            if (made.en.empty()) made.en = made.zh;
            if (made.zh.empty()) made.zh = made.en;
            return made;
        }
        tell(node->source(), key, ErrorKind::bad_syntax, {std::string{key} + " is no text", std::string{key} + " 不是文本"},
             {"expected text, or { zh = \"…\", en = \"…\" }", "应为文本，或 { zh = \"…\", en = \"…\" }"});
        return {};
    }

    void read_sources(const toml::node& node) {
        const toml::table* const sources = node.as_table();
        if (sources == nullptr)
            return tell(node.source(), "source", ErrorKind::bad_syntax, {"source is no table", "source 不是表"},
                        {"expected [source.NAME]", "应为 [source.名称]"});
        for (const auto& [key, value] : *sources) {
            const toml::table* const table = value.as_table();
            if (table == nullptr) {
                tell(value.source(), std::string{key.str()}, ErrorKind::bad_syntax, {"a source is no table", "来源不是表"},
                     {"expected [source.NAME]", "应为 [source.名称]"});
                continue;
            }
            check_keys(*table, {"document", "article", "level", "verified", "note"});
            Source made{both_of(*table, "document"), both_of(*table, "article"), SourceLevel::local, false, both_of(*table, "note")};
            if (made.document.empty())
                tell(table->source(), "document", ErrorKind::bad_syntax, {"document is missing", "缺少 document"},
                     {"expected the name of the law or order", "应写明文件名称"});
            if (const auto level = text_of(*table, "level", false)) {
                const auto word = parse_enum<SourceLevel>(*level);
                if (word) made.level = *word;
                else tell_word<SourceLevel>(table->get("level")->source(), "level", *level);
            }
            if (const toml::node* const verified = table->get("verified")) {
                if (const auto* const truth = verified->as_boolean()) made.verified = truth->get();
                else
                    tell(verified->source(), "verified", ErrorKind::bad_syntax, {"verified is no truth value", "verified 不是真假值"},
                         {"expected true where the text was read, else false", "核对过原文写 true，否则 false"});
            }
            sources_[std::string{key.str()}] = std::make_shared<const Source>(std::move(made));
        }
    }

    template <Enumeration E>
    void tell_word(const toml::source_region& at, const char* field, const std::string& text) {
        std::vector<std::string> known;
        for (std::size_t i = 0; i < enum_count<E>; ++i) known.emplace_back(identifier(enum_at<E>(i)));
        tell(at, field, ErrorKind::unknown_name, {in_quotes(text) + " is not known here", in_quotes(text) + " 不是此处可用的词"},
             {"expected one of " + identifiers<E>(), "应为以下之一：" + identifiers<E>()}, did_you_mean(text, known));
    }

    void read_list(const toml::node& node) {
        const toml::array* const list = node.as_array();
        if (list == nullptr)
            return tell(node.source(), "parameter", ErrorKind::bad_syntax, {"parameter is no list of tables", "parameter 不是表的列表"},
                        {"expected [[parameter]]", "应为 [[parameter]]"});
        for (const toml::node& each : *list) {
            if (const toml::table* const table = each.as_table()) read_parameter(*table);
            else
                tell(each.source(), "parameter", ErrorKind::bad_syntax, {"a parameter is no table", "参数不是表"},
                     {"expected [[parameter]]", "应为 [[parameter]]"});
        }
    }
    void read_parameter(const toml::table& table) {
        check_keys(table, {"name", "of", "from", "to", "value", "source"});
        const auto name_text = text_of(table, "name", true);
        const auto value_text = text_of(table, "value", true);
        const auto source_text = text_of(table, "source", true);
        const auto of_text = text_of(table, "of", false);
        const auto from = date_of(table, "from", Date::first());
        const auto to = date_of(table, "to", Date::last());
        std::shared_ptr<const Source> source;
        if (source_text) {
            const auto found = sources_.find(*source_text);
            if (found != sources_.end()) source = found->second;
            else {
                std::vector<std::string> known;
                for (const auto& [name, one] : sources_) known.push_back(name);
                tell(table.get("source")->source(), "source", ErrorKind::dangling,
                     {"there is no source " + in_quotes(*source_text), "没有名为 " + in_quotes(*source_text) + " 的来源"},
                     {"expected the name of a [source.NAME] table", "应为某个 [source.名称] 表的名称"}, did_you_mean(*source_text, known));
            }
        }
        if (!name_text) return;
        const auto name = parse_enum<ParameterName>(*name_text);
        if (!name) return tell_word<ParameterName>(table.get("name")->source(), "name", *name_text);
        const auto key = key_of(table, *name, of_text);
        if (!key || !value_text || !from || !to) return;
        const auto value = value_of(table, *name, *value_text);
        if (!value || !source) return;
        if (!(*from < *to)) {
            return tell(table.get("to")->source(), "to", ErrorKind::bad_argument, {"it ends before it begins", "终点不晚于起点"},
                        {"expected a day after from; it is the first on which the value no longer holds", "应晚于 from；该日起不再适用"});
        }
        builder_.set(*key, {*from, *to}, *value, std::move(source));
    }
    [[nodiscard]] std::optional<Date> date_of(const toml::table& table, const char* key, Date otherwise) {
        if (table.get(key) == nullptr) return otherwise;
        const auto text = text_of(table, key, false);
        if (!text) return std::nullopt;
        const auto date = try_parse_date(*text);
        if (date) return *date;
        tell(table.get(key)->source(), key, ErrorKind::bad_syntax, date.fault().problem, date.fault().expected);
        return std::nullopt;
    }
    [[nodiscard]] std::optional<ParameterKey> key_of(const toml::table& table, ParameterName name, const std::optional<std::string>& of) {
        const ParameterScope scope = kind(name).scope;
        const auto at = [&] { return table.get("of") != nullptr ? table.get("of")->source() : table.source(); };
        if (scope == ParameterScope::one) {
            if (!of) return ParameterKey{name};
            tell(at(), "of", ErrorKind::mismatch, {"this parameter is of nothing in particular", "此参数不区分对象"},
                 {"expected no key of", "不应有 of"});
            return std::nullopt;
        }
        if (!of) {
            const std::string words{label(scope, Language::en)};
            tell(at(), "of", ErrorKind::bad_syntax, {"of is missing", "缺少 of"},
                 {"expected the " + words + " that it is of", "应写明" + std::string{label(scope, Language::zh)}});
            return std::nullopt;
        }
        switch (scope) {
        case ParameterScope::category:
            if (const auto part = parse_enum<ArrearsCategory>(*of)) return ParameterKey{name, *part};
            tell_word<ArrearsCategory>(at(), "of", *of);
            break;
        case ParameterScope::insurance:
            if (const auto part = parse_enum<Insurance>(*of)) return ParameterKey{name, *part};
            tell_word<Insurance>(at(), "of", *of);
            break;
        case ParameterScope::group:
            if (const auto part = parse_enum<RetirementGroup>(*of)) return ParameterKey{name, *part};
            tell_word<RetirementGroup>(at(), "of", *of);
            break;
        case ParameterScope::risk_class:
            if (of->size() == 1 && (*of)[0] >= '1' && (*of)[0] <= '8') return ParameterKey::of_risk_class(name, (*of)[0] - '0');
            tell(at(), "of", ErrorKind::bad_syntax, {"there is no such risk class", "没有这一风险类别"}, {"expected 1 to 8", "应为 1 至 8"});
            break;
        case ParameterScope::claim:
            if (const auto part = parse_enum<ClaimKind>(*of)) return ParameterKey{name, *part};
            tell_word<ClaimKind>(at(), "of", *of);
            break;
        case ParameterScope::one: break;
        }
        return std::nullopt;
    }
    /// A whole number of at most nine digits.
    [[nodiscard]] static std::optional<std::int64_t> whole(std::string_view text) {
        std::int64_t number = 0;
        for (const char c : text) {
            if (c < '0' || c > '9') return std::nullopt;
            number = number * 10 + (c - '0');
        }
        return text.empty() || text.size() > 9 ? std::nullopt : std::optional{number};
    }
    template <Enumeration E>
    [[nodiscard]] std::optional<StepValue> word_of(const toml::table& table, const std::string& text) {
        if (const auto word = parse_enum<E>(text)) return StepValue{*word};
        tell_word<E>(table.get("value")->source(), "value", text);
        return std::nullopt;
    }
    [[nodiscard]] std::optional<StepValue> value_of(const toml::table& table, ParameterName name, const std::string& text) {
        const auto refuse = [&](const Fault& fault) -> std::optional<StepValue> {
            tell(table.get("value")->source(), "value", fault.kind, fault.problem, fault.expected);
            return std::nullopt;
        };
        switch (kind(name).value) {
        case StepValue::Kind::rate: {
            const auto rate = try_parse_rate(text);
            if (rate) return StepValue{*rate};
            return refuse(rate.fault());
        }
        case StepValue::Kind::money: {
            const auto money = try_parse_money(text, AmountUnit::yuan);
            if (money) return StepValue{*money};
            return refuse(money.fault());
        }
        case StepValue::Kind::word:
            return kind(name).scope == ParameterScope::claim ? word_of<ClaimRank>(table, text) : word_of<Rounding>(table, text);
        case StepValue::Kind::date: {
            const auto date = try_parse_date(text);
            if (date) return StepValue{*date};
            return refuse(date.fault());
        }
        case StepValue::Kind::ratio: {
            const std::size_t stroke = text.find('/');
            const auto part = whole(std::string_view{text}.substr(0, stroke));
            const auto of = whole(stroke == std::string::npos ? std::string_view{} : std::string_view{text}.substr(stroke + 1));
            if (part && of && *of != 0) return StepValue{Ratio{*part, *of}};
            return refuse({ErrorKind::bad_syntax,
                           {},
                           {in_quotes(text) + " is no fraction", in_quotes(text) + " 不是分数"},
                           {},
                           {"expected two whole numbers as in 2/3", "应为两个整数，如 2/3"},
                           {}});
        }
        default: break;
        }
        if (const auto number = whole(text)) return StepValue{*number};
        return refuse({ErrorKind::bad_syntax,
                       {},
                       {in_quotes(text) + " is no whole number", in_quotes(text) + " 不是整数"},
                       {},
                       {"expected at most nine digits", "应为不超过九位的数字"},
                       {}});
    }

    const std::string& name_;
    const Parameters& over_;
    Parameters::Builder builder_;
    Diagnostics& diagnostics_;
    std::map<std::string, std::shared_ptr<const Source>> sources_{};
};

/// `text` as TOML writes it in quotes.
[[nodiscard]] std::string quoted(std::string_view text) {
    constexpr char hex[] = "0123456789ABCDEF";
    std::string out = "\"";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (byte < 0x20 || byte == 0x7F) {
            out += "\\u00";
            out += hex[byte >> 4U];
            out += hex[byte & 0xFU];
        } else {
            out += c;
        }
    }
    return out + '"';
}

[[nodiscard]] std::string quoted(const Text& text) { return "{ zh = " + quoted(text.zh) + ", en = " + quoted(text.en) + " }"; }

[[nodiscard]] std::string value_text(const StepValue& value) {
    if (const auto rate = value.as<Rate>()) return to_string(*rate);
    if (const auto money = value.as<Money>()) return to_string(*money);
    if (const auto number = value.as<std::int64_t>()) return std::to_string(*number);
    if (const auto ratio = value.as<Ratio>()) return to_string(*ratio);
    if (const auto date = value.as<Date>()) return print(*date);
    if (value.word() != nullptr) return std::string{identifier(*value.word())};
    return {};
}

}   // namespace

Parameters read_parameters(const std::string& path, const Parameters& over, Diagnostics& diagnostics) {
    if (const auto text = read_all(bytes_of_file(path), file_bytes_max)) return parse_parameters(*text, path, over, diagnostics);
    diagnostics.add({ErrorKind::limit,
                     {path, 0, 0, ""},
                     {"the file is larger than 16 MiB", "文件大于 16 MiB"},
                     {},
                     {"expected a parameter file", "应为参数文件"},
                     {}});
    return over;
}

Parameters parse_parameters(std::string_view toml, const std::string& name, const Parameters& over, Diagnostics& diagnostics) {
    if (toml.starts_with("\xEF\xBB\xBF")) toml.remove_prefix(3);
    if (const auto at = find_invalid_utf8(toml)) {
        const std::string byte = std::to_string(*at + 1);
        const auto line = static_cast<std::uint64_t>(std::count(toml.begin(), toml.begin() + static_cast<std::ptrdiff_t>(*at), '\n')) + 1;
        diagnostics.add({ErrorKind::bad_syntax,
                         {name, line, 0, ""},
                         {"not UTF-8 at byte " + byte, "第 " + byte + " 字节不是 UTF-8"},
                         {},
                         {"expected UTF-8", "应为 UTF-8"},
                         {}});
        return over;
    }
    return ParameterReader{name, over, diagnostics}.read(toml);
}

std::string write_parameters(const Parameters& parameters) {
    std::vector<std::shared_ptr<const Source>> sources;
    std::string list;
    for (std::size_t i = 0; i < enum_count<ParameterName>; ++i) {
        const auto name = enum_at<ParameterName>(i);
        for (std::size_t part = 0; part < parts(kind(name).scope); ++part) {
            const ParameterKey key = ParameterKey::of_part(name, part);
            for (const ParameterSpan& span : parameters.history(key).spans()) {
                const auto same = [&](const auto& one) {
                    return one == span.value.source || (one && span.value.source && *one == *span.value.source);
                };
                auto found = std::find_if(sources.begin(), sources.end(), same);
                if (found == sources.end()) found = sources.insert(sources.end(), span.value.source);
                list += "\n[[parameter]]\nname = " + quoted(identifier(name)) + '\n';
                if (const std::string of = key.part_identifier(); !of.empty()) list += "of = " + quoted(of) + '\n';
                if (span.from != Date::first()) list += "from = " + quoted(print(span.from)) + '\n';
                if (span.to != Date::last()) list += "to = " + quoted(print(span.to)) + '\n';
                list += "value = " + quoted(value_text(span.value.value)) + "\nsource = \"s" + std::to_string(found - sources.begin() + 1) + "\"\n";
            }
        }
    }
    std::string out;
    for (std::size_t i = 0; i < sources.size(); ++i) {
        const Source none;
        const Source& source = sources[i] ? *sources[i] : none;
        out += (i == 0 ? "[source.s" : "\n[source.s") + std::to_string(i + 1) + "]\ndocument = " + quoted(source.document) + '\n';
        if (!source.article.empty()) out += "article = " + quoted(source.article) + '\n';
        out += "level = " + quoted(identifier(source.level)) + "\nverified = " + (source.verified ? "true" : "false") + '\n';
        if (!source.note.empty()) out += "note = " + quoted(source.note) + '\n';
    }
    return out + list;
}

}   // namespace arrears
