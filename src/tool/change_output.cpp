// SPDX-License-Identifier: BSL-1.0
#include "change_output.hpp"

#include <arrears/core/json.hpp>
#include <arrears/io/csv_writer.hpp>
#include <arrears/rules/case_change_json.hpp>
#include <arrears/rules/case_change_text.hpp>

#include <string_view>
#include <vector>

namespace arrears::tool {

std::string plain(const std::optional<StepValue>& value) {
    if (!value || !value->is_known()) return {};
    switch (value->kind()) {
    case StepValue::Kind::money: return to_string(*value->as<Money>());
    case StepValue::Kind::unrounded: return to_string(*value->as<UnroundedMoney>());
    case StepValue::Kind::rate: return to_string(*value->as<Rate>());
    case StepValue::Kind::date: return print(*value->as<Date>());
    case StepValue::Kind::month: return print(*value->as<Month>());
    case StepValue::Kind::word: return std::string{identifier(*value->word())};
    default: return print(*value, Language::en);
    }
}

std::string names(MissingFacts missing) {
    std::string out;
    for (const Fact fact : missing) out += (out.empty() ? "" : ";") + std::string{identifier(fact)};
    return out;
}

namespace {

/// \param of null: no column for it
void write_rows(CsvWriter& out, const CaseChange& change, const std::string* of) {
    const auto row = [&](std::string_view kind, const std::string& name, const std::string& part, const std::string& before, const std::string& after,
                         const std::string& difference) {
        if (of != nullptr) out.text(*of);
        out.value(identifier(change.rule)).value(kind).value(name).value(part).value(before).value(after).value(difference).end_row();
    };
    const auto rows = [&](std::string_view kind, const std::vector<StepChange>& values) {
        for (const StepChange& one : values) {
            row(kind, std::string{identifier(*one.label)}, "", plain(one.before), plain(one.after), plain(one.difference));
        }
    };
    row("as_of", "as_of", "", print(change.before.as_of), print(change.after.as_of), "");
    if (!change.before.missing.empty() || !change.after.missing.empty()) {
        row("missing", "missing", "", names(change.before.missing), names(change.after.missing), "");
    }
    rows("outcome", change.outcome);
    rows("fact", change.facts);
    rows("choice", change.choices);
    for (const ParameterChange& one : change.parameters) {
        const auto value = [](const std::optional<CitedParameter>& cited) { return cited ? plain(cited->value) : std::string{}; };
        row("parameter", std::string{identifier(one.key.name())}, one.key.part_identifier(), value(one.before), value(one.after),
            plain(one.difference));
    }
}

void write_header(CsvWriter& out, bool of) {
    if (of) out.value("of");
    for (const char* const name : {"rule", "kind", "name", "part", "before", "after", "difference"}) out.value(name);
    out.end_row();
}

}   // namespace

std::string change_output(const CaseChange& change, AnswerFormat format, Language language) {
    if (format == AnswerFormat::text) return print(change, language);
    if (format == AnswerFormat::json) return json(change) + '\n';
    std::string text;
    CsvWriter out{text};
    write_header(out, false);
    write_rows(out, change, nullptr);
    return text;
}

std::string change_output(std::span<const NamedChange> changes, bool synthetic, AnswerFormat format, Language language) {
    std::string text;
    if (format == AnswerFormat::json) {
        JsonWriter out;
        out.begin_object().member("synthetic", synthetic).key("changes").begin_array();
        for (const NamedChange& one : changes) {
            out.begin_object().member("of", one.of.en).member("of_zh", one.of.zh).key("change");
            write_json(out, one.change);
            out.end_object();
        }
        return out.end_array().end_object().text() + '\n';
    }
    if (format == AnswerFormat::csv) {
        CsvWriter out{text};
        write_header(out, true);
        for (const NamedChange& one : changes) write_rows(out, one.change, &one.of.en);
        return text;
    }
    for (const NamedChange& one : changes)
        text += one.of.in(language) + (language == Language::zh ? "：" : ": ") + print(one.change, language) + '\n';
    return text;
}

bool batch_against(const std::string& batch, bool against, Language language) {
    if (batch.empty() || !against) return false;
    say({"--against compares one case: leave --batch out", "--against 只比较单个案例，不能与 --batch 同用"}, language);
    return true;
}

}   // namespace arrears::tool
