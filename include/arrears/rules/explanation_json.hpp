// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/json.hpp>
#include <arrears/core/when_called.hpp>
#include <arrears/rules/explanation.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace arrears {

namespace detail {

template <class When = detail::WhenCalled>
void write_json(JsonWriter& out, const StepValue& value) {
    const auto& of = late<When>(value);
    const auto typed = [&out](std::string_view kind, const std::string& text) {
        out.begin_object().member("kind", kind).member("value", text).end_object();
    };
    switch (of.kind()) {
    case StepValue::Kind::unknown: out.null(); return;
    case StepValue::Kind::truth: out.value(*of.template as<bool>()); return;
    case StepValue::Kind::number: out.value(*of.template as<std::int64_t>()); return;
    case StepValue::Kind::money: return typed("yuan", to_string(*of.template as<Money>()));
    case StepValue::Kind::unrounded: return typed("unrounded_yuan", to_string(*of.template as<UnroundedMoney>()));
    case StepValue::Kind::rate: return typed("rate", to_string(*of.template as<Rate>()));
    case StepValue::Kind::ratio: return typed("ratio", to_string(*of.template as<Ratio>()));
    case StepValue::Kind::date: return typed("date", print(*of.template as<Date>()));
    case StepValue::Kind::month: return typed("month", print(*of.template as<Month>()));
    case StepValue::Kind::word:
        out.begin_object().member("kind", "word").member("value", identifier(*of.word()));
        out.member("zh", of.word()->zh).member("en", of.word()->en).end_object();
        return;
    }
}

inline void write_json(JsonWriter& out, std::string_view name, const Text& text) {
    if (!text.empty()) out.key(name).begin_object().member("zh", text.zh).member("en", text.en).end_object();
}
template <class = WhenCalled>
void write_source(JsonWriter& out, const Source& source) {
    out.key("source").begin_object();
    write_json(out, "document", source.document);
    write_json(out, "article", source.article);
    out.member("level", identifier(source.level)).member("verified", source.verified);
    write_json(out, "note", source.note);
    out.end_object();
}

}   // namespace detail

/// The reasons as one JSON value, form 1: each step with its operands by number and value, so that another program can
/// recompute it. Steps count from 1; amounts, rates and dates are text, exact.
template <class = detail::WhenCalled>
void write_json(JsonWriter& out, const Explanation& reasons) {
    out.begin_object().member("form", 1).member("rule", identifier(reasons.rule)).member("as_of", print(reasons.as_of));
    out.key("missing").begin_array();
    for (const Fact fact : reasons.missing) out.value(identifier(fact));
    out.end_array().key("conclusions").begin_array();
    for (const std::uint32_t at : reasons.conclusions) out.value(at + 1);
    out.end_array().key("steps").begin_array();
    for (std::size_t at = 0; at < reasons.steps.size(); ++at) {
        const Step& step = reasons.steps[at];
        out.begin_object().member("step", at + 1).member("operation", identifier(step.operation));
        out.member("label", step.label->id).member("zh", step.label->zh).member("en", step.label->en);
        if (step.custom != nullptr) {
            detail::write_json(out, "custom", step.custom->name);
            out.member("checkable", step.custom->apply != nullptr);
        }
        out.key("value");
        detail::write_json(out, step.value);
        if (step.operands > 0) {
            out.key("operands").begin_array();
            for (const Operand& operand : reasons.operands_of(step)) {
                out.begin_object().member("step", operand.step + 1).key("value");
                detail::write_json(out, operand.value);
                out.end_object();
            }
            out.end_array();
        }
        if (step.citation != 0) {
            const Citation& cited = reasons.citations[step.citation - 1];
            out.key("cites").begin_object();
            if (cited.key) {
                out.member("parameter", identifier(cited.key->name()));
                if (const std::string part = cited.key->part_identifier(); !part.empty()) out.member("of", part);
                out.member("in_force", print(cited.in_force)).member("for", print(cited.on));
            }
            if (cited.source) {
                detail::write_source(out, *cited.source);
            }
            out.end_object();
        }
        out.end_object();
    }
    out.end_array().end_object();
}

/// \param indent blanks a level; 0: in one line
template <class = detail::WhenCalled>
[[nodiscard]] std::string json(const Explanation& reasons, std::size_t indent = 2) {
    JsonWriter out{indent};
    write_json(out, reasons);
    return out.text();
}

}   // namespace arrears
