// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/language.hpp>
#include <arrears/core/when_called.hpp>
#include <arrears/rules/choice.hpp>
#include <arrears/rules/explanation.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace arrears {

namespace detail {

/// How a step follows from its operands, as a clause: `12345.67 yuan × 0.05% × 29`.
template <class = detail::WhenCalled>
[[nodiscard]] std::string clause(const Explanation& reasons, const Step& step, Language language) {
    const bool zh = language == Language::zh;
    const auto operands = reasons.operands_of(step);
    const auto shown = [&](std::size_t i) { return print(operands[i].value, language); };
    const auto joined = [&](const char* mark, std::size_t from = 0) {
        std::string out;
        for (std::size_t i = from; i < operands.size(); ++i) out += (i == from ? std::string{} : mark) + shown(i);
        return out;
    };
    const char* const comma = zh ? "、" : ", ";
    const bool in_time = step.value.kind() == StepValue::Kind::date || step.value.kind() == StepValue::Kind::month;
    switch (step.operation) {
    case Operation::sum: return operands.size() < 2 ? std::string{} : joined(" + ");
    case Operation::difference: return joined(" − ");
    case Operation::product:
    case Operation::accrued: return joined(" × ");
    case Operation::quotient_down: return joined(" ÷ ") + (zh ? "，取整数部分" : ", rounded down");
    case Operation::ratio: return joined(" ÷ ");
    case Operation::rounded:
        return zh ? shown(0) + " 按“" + shown(1) + "”取整到 " + shown(2) : shown(0) + ", rounded " + shown(1) + " to " + shown(2);
    case Operation::allocated:
        return zh ? shown(0) + " 按 " + joined(comma, 2) + " 的比例分配，第 " + shown(1) + " 份"
                  : shown(0) + " in proportion to " + joined(comma, 2) + ", part " + shown(1);
    case Operation::least:
        if (in_time) return zh ? joined(comma) + " 中最早的" : "the earliest of " + joined(comma);
        return zh ? joined(comma) + " 中最小的" : "the least of " + joined(comma);
    case Operation::greatest:
        if (in_time) return zh ? joined(comma) + " 中最晚的" : "the latest of " + joined(comma);
        return zh ? joined(comma) + " 中最大的" : "the greatest of " + joined(comma);
    case Operation::plus_days: {
        const std::string days = shown(1);
        if (days == "1") return zh ? shown(0) + " 的次日" : "the day after " + shown(0);
        if (days == "-1") return zh ? shown(0) + " 的前一日" : "the day before " + shown(0);
        return shown(0) + " + " + days + (zh ? " 日" : " days");
    }
    case Operation::days_through: return zh ? shown(0) + " 至 " + shown(1) + "，首尾均计" : "from " + shown(0) + " through " + shown(1);
    case Operation::plus_months: {
        const std::string months = shown(1);
        const bool back = months.starts_with('-');
        return shown(0) + (back ? " − " + months.substr(1) : " + " + months) + (zh ? " 个月" : " months");
    }
    case Operation::completed_months:
        return zh ? shown(0) + " 至 " + shown(1) + " 满月数" : "completed months from " + shown(0) + " to " + shown(1);
    case Operation::completed_years: return zh ? shown(0) + " 至 " + shown(1) + " 满年数" : "completed years from " + shown(0) + " to " + shown(1);
    case Operation::month_of: return zh ? shown(0) + " 所在月份" : "the month of " + shown(0);
    case Operation::months_between: return zh ? shown(0) + " 至 " + shown(1) : "from " + shown(0) + " to " + shown(1);
    case Operation::more: return shown(0) + " > " + shown(1) + (zh ? "？" : "?");
    case Operation::less: return shown(0) + " < " + shown(1) + (zh ? "？" : "?");
    case Operation::at_least: return shown(0) + " ≥ " + shown(1) + (zh ? "？" : "?");
    case Operation::same: return shown(0) + " = " + shown(1) + (zh ? "？" : "?");
    case Operation::one_of: return zh ? shown(0) + " 属于 " + joined(comma, 1) + "？" : shown(0) + " is one of " + joined(comma, 1) + "?";
    case Operation::is_known: return zh ? "是否已知" : "is it known?";
    case Operation::negated: return zh ? "非“" + shown(0) + "”" : "not " + shown(0);
    case Operation::all_of: return zh ? "须全部成立" : "all have to hold";
    case Operation::any_of: return zh ? "任一成立即可" : "any one is enough";
    case Operation::count_of: return zh ? "至少 " + shown(0) + " 项成立" : "at least " + shown(0) + " have to hold";
    case Operation::first_case: return zh ? "取首个成立的情形" : "the first case that holds";
    case Operation::in_force_from:
    case Operation::in_force_last: return std::string{label(step.operation, language)};
    case Operation::custom: {
        std::string text = step.custom == nullptr ? std::string{label(step.operation, language)} : step.custom->name.in(language);
        if (step.custom == nullptr || step.custom->apply == nullptr) text += zh ? "（无法复核）" : " (not checkable)";
        return text;
    }
    case Operation::restates:
    case Operation::fact:
    case Operation::choice:
    case Operation::constant:
    case Operation::parameter: break;
    }
    return {};
}

template <class = detail::WhenCalled>
class ExplanationPrinter {
public:
    ExplanationPrinter(const Explanation& reasons, Language language) : reasons_{reasons}, language_{language}, shown_(reasons.steps.size()) {}

    [[nodiscard]] std::string text() {
        const bool zh = language_ == Language::zh;
        out_ += label(reasons_.rule, language_);
        out_ += zh ? "，截至 " + print(reasons_.as_of, language_) + "：" : ", as of " + print(reasons_.as_of, language_) + ": ";
        if (!reasons_.missing.empty()) {
            out_ += zh ? "无法判定，缺少：" : "undetermined; what would decide: ";
            bool first = true;
            for (const Fact fact : reasons_.missing) {
                if (!first) out_ += zh ? "、" : ", ";
                first = false;
                out_ += label(fact, language_);
            }
        } else {
            for (std::size_t i = 0; i < reasons_.conclusions.size(); ++i) {
                const Step& step = reasons_.steps[reasons_.conclusions[i]];
                if (i > 0) out_ += zh ? "；" : "; ";
                // One answer that is not what the rule is named for says of what it is: "contribution: enrolled no".
                if (reasons_.conclusions.size() > 1 || step.label->en != words(reasons_.rule).en) out_ += words_of(step) + ' ';
                out_ += print(step.value, language_);
            }
        }
        out_ += '\n';
        for (const std::uint32_t at : reasons_.conclusions) line(at, 0);
        // What no conclusion rests on: choices made, and how it would be otherwise.
        std::vector<bool> used(reasons_.steps.size());
        for (const Operand& operand : reasons_.operands) used[operand.step] = true;
        bool headed = false;
        for (std::size_t at = 0; at < reasons_.steps.size(); ++at) {
            const Step& step = reasons_.steps[at];
            if (used[at] || shown_[at] || step.operation == Operation::constant) continue;
            if (!headed) out_ += zh ? "另：\n" : "Besides:\n";
            headed = true;
            line(static_cast<std::uint32_t>(at), 0);
        }
        return std::move(out_);
    }

private:
    [[nodiscard]] std::string words_of(const Step& step) const { return std::string{language_ == Language::zh ? step.label->zh : step.label->en}; }
    void indent(std::size_t depth) { out_.append(2 * depth, ' '); }
    void note_line(const Text& note, std::size_t depth) {
        if (note.empty()) return;
        indent(depth + 1);
        out_ += language_ == Language::zh ? "注：" : "note: ";
        out_ += note.in(language_);
        out_ += '\n';
    }
    void line(std::uint32_t at, std::size_t depth) {
        const Step& step = reasons_.steps[at];
        const bool zh = language_ == Language::zh, again = shown_[at];
        shown_[at] = true;
        if (step.operation == Operation::restates && step.operands == 1) {   // says nothing of its own: shown as what it restates
            const Step& same = reasons_.steps[reasons_.operands_of(step)[0].step];
            if (same.label == step.label) return line(reasons_.operands_of(step)[0].step, depth);
        }
        indent(depth);
        out_ += "- " + words_of(step) + (zh ? "：" : ": ") + print(step.value, language_);
        if (again && step.operands > 0) {
            out_ += zh ? "（见上）\n" : " (see above)\n";
            return;
        }
        const std::string how = clause(reasons_, step, language_);
        if (!how.empty()) {
            const auto kind = step.value.kind();
            const bool amount = kind != StepValue::Kind::truth && kind != StepValue::Kind::unknown && kind != StepValue::Kind::word;
            out_ += amount ? " = " + how : (zh ? "（" + how + "）" : " (" + how + ")");
        }
        if (step.operation == Operation::choice) out_ += zh ? "（口径，由调用方定）" : " (the caller's choice)";
        if (step.citation != 0) cite(reasons_.citations[step.citation - 1]);
        out_ += '\n';
        if (step.operation == Operation::choice) {
            for (std::size_t i = 0; i < enum_count<Choice>; ++i) {
                if (&words(enum_at<Choice>(i)) == step.label) note_line(note(enum_at<Choice>(i)), depth);
            }
        }
        if (step.citation != 0 && !again && reasons_.citations[step.citation - 1].source)
            note_line(reasons_.citations[step.citation - 1].source->note, depth);
        for (const Operand& operand : reasons_.operands_of(step)) {
            const Step& child = reasons_.steps[operand.step];
            if (child.operation == Operation::constant) continue;   // stands in the line above
            line(operand.step, depth + 1);
        }
    }
    void cite(const Citation& cited) {
        const bool zh = language_ == Language::zh;
        out_ += zh ? "（" : " (";
        if (!cited.key) {
            out_ += print(*cited.source, language_) + (zh ? "）" : ")");
            return;
        }
        const std::string part = cited.key->part_label(language_);
        if (!part.empty()) out_ += part + (zh ? "；" : "; ");
        out_ += zh ? "施行期间 " : "in force ";
        out_ += cited.in_force.open_start() ? (zh ? "一向" : "always") : print(cited.in_force.from(), language_);
        out_ += zh ? " 至 " : " through ";
        out_ += cited.in_force.open_end() ? (zh ? "今" : "now") : print(cited.in_force.to() - 1, language_);
        if (cited.source) out_ += (zh ? "；" : "; ") + print(*cited.source, language_);
        out_ += zh ? "）" : ")";
    }

    const Explanation& reasons_;
    Language language_;
    std::vector<bool> shown_;
    std::string out_{};
};

}   // namespace detail

/// The reasons as an indented list that a layman can follow: the answer first, below each line what it rests on.
template <class = detail::WhenCalled>
[[nodiscard]] std::string print(const Explanation& reasons, Language language) { return detail::ExplanationPrinter<>{reasons, language}.text(); }

template <class T>
[[nodiscard]] std::string print(const Decision<T>& decision, Language language) {
    return print(decision.reasons, language);
}

}   // namespace arrears
