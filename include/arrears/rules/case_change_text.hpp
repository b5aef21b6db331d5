// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/language.hpp>
#include <arrears/core/when_called.hpp>
#include <arrears/rules/case_change.hpp>

#include <string>
#include <vector>

namespace arrears {

namespace detail {

/// `+120.00 yuan`, `−3 days`, `−4 percentage points`; empty where there is no difference to tell.
template <class = WhenCalled>
[[nodiscard]] std::string print_difference(const StepValue& difference, StepValue::Kind of, Language language) {
    if (!difference.is_known()) return {};
    const bool zh = language == Language::zh;
    std::string text = print(difference, language);
    const bool negative = text.starts_with('-');
    if (negative) text.erase(0, 1);
    if (of == StepValue::Kind::rate) {   // of a share of a share it is not
        text.pop_back();
        text += zh ? " 个百分点" : text == "1" ? " percentage point" : " percentage points";
    }
    if (of == StepValue::Kind::date || of == StepValue::Kind::month) {
        const bool one = text == "1";
        text += of == StepValue::Kind::date ? (zh ? " 日" : one ? " day" : " days") : (zh ? " 个月" : one ? " month" : " months");
    }
    return (negative ? "−" : "+") + text;
}

template <class = WhenCalled>
class CaseChangePrinter {
public:
    CaseChangePrinter(const CaseChange& change, Language language) : change_{change}, zh_{language == Language::zh}, language_{language} {}

    [[nodiscard]] std::string text() {
        heading();
        for (const CaseSide* const side : {&change_.before, &change_.after}) undetermined(*side, side == &change_.before);
        for (const StepChange& part : change_.outcome) value_line(part, true);
        section(change_.facts, zh_ ? "事实的不同：\n" : "Facts that differ:\n");
        section(change_.choices, zh_ ? "口径的不同：\n" : "Choices that differ:\n");
        if (!change_.parameters.empty()) {
            out_ += zh_ ? "所引参数的不同：\n" : "Parameters that differ:\n";
            for (const ParameterChange& one : change_.parameters) parameter_line(one);
        }
        return std::move(out_);
    }

private:
    [[nodiscard]] const char* colon() const { return zh_ ? "：" : ": "; }
    [[nodiscard]] const char* only(bool before) const { return before ? (zh_ ? "仅此前：" : "only before: ") : (zh_ ? "仅此后：" : "only after: "); }
    void heading() {
        out_ += label(change_.rule, language_);
        const std::string first = print(change_.before.as_of, language_), second = print(change_.after.as_of, language_);
        if (first == second) out_ += zh_ ? "，截至 " + first + "，两种情形相比：" : ", as of " + first + ", in two cases: ";
        else out_ += zh_ ? "，截至 " + first + " 与截至 " + second + " 相比：" : ", as of " + first + " and as of " + second + ": ";
        if (change_.empty()) out_ += zh_ ? "没有变化" : "nothing changed";
        else if (change_.outcome_changed()) out_ += zh_ ? "结果有变化" : "the answer changed";
        else out_ += zh_ ? "结果不变，依据有变化" : "the same answer, for other reasons";
        out_ += '\n';
    }
    void undetermined(const CaseSide& side, bool before) {
        if (side.missing.empty()) return;
        out_ += before ? (zh_ ? "- 此前：无法判定，缺少：" : "- before: undetermined; what would decide: ")
                       : (zh_ ? "- 此后：无法判定，缺少：" : "- after: undetermined; what would decide: ");
        bool first = true;
        for (const Fact fact : side.missing) {
            if (!first) out_ += zh_ ? "、" : ", ";
            first = false;
            out_ += label(fact, language_);
        }
        out_ += '\n';
    }
    void section(const std::vector<StepChange>& rows, const char* title) {
        if (rows.empty()) return;
        out_ += title;
        for (const StepChange& row : rows) value_line(row, false);
    }
    void value_line(const StepChange& row, bool of_outcome) {
        out_ += "- ";
        out_ += zh_ ? row.label->zh : row.label->en;
        out_ += colon();
        if (!row.changed()) {
            out_ += print(*row.before, language_) + (zh_ ? "，不变" : ", unchanged");
        } else if (row.before && row.after) {
            out_ += print(*row.before, language_) + " → " + print(*row.after, language_);
            difference(row.difference, row.before->kind());
        } else {
            const bool before = row.before.has_value();
            const bool other_is_undetermined = of_outcome && !(before ? change_.after : change_.before).missing.empty();
            if (!other_is_undetermined) out_ += only(before);
            else out_ += before ? (zh_ ? "此前 " : "before ") : (zh_ ? "此后 " : "after ");
            out_ += print(before ? *row.before : *row.after, language_);
        }
        out_ += '\n';
    }
    void difference(const StepValue& value, StepValue::Kind of) {
        const std::string text = print_difference(value, of, language_);
        if (!text.empty()) out_ += zh_ ? "（" + text + "）" : " (" + text + ")";
    }
    void parameter_line(const ParameterChange& row) {
        out_ += "- " + print(row.key, language_) + colon();
        if (row.before && row.after) {
            if (row.before->value == row.after->value) out_ += print(row.before->value, language_) + (zh_ ? "，不变" : ", unchanged");
            else out_ += print(row.before->value, language_) + " → " + print(row.after->value, language_);
            if (row.before->value != row.after->value) difference(row.difference, row.before->value.kind());
            out_ += '\n';
            out_ += std::string("  - ") + (zh_ ? "此前：" : "before: ") + cited(*row.before) + '\n';
            out_ += std::string("  - ") + (zh_ ? "此后：" : "after: ") + cited(*row.after) + '\n';
            return;
        }
        const bool before = row.before.has_value();
        const CitedParameter& one = before ? *row.before : *row.after;
        out_ += only(before) + print(one.value, language_) + (zh_ ? "（" : " (") + cited(one) + (zh_ ? "）\n" : ")\n");
    }
    [[nodiscard]] std::string cited(const CitedParameter& one) const {
        std::string out = zh_ ? "施行期间 " : "in force ";
        out += one.in_force.open_start() ? (zh_ ? "一向" : "always") : print(one.in_force.from(), language_);
        out += zh_ ? " 至 " : " through ";
        out += one.in_force.open_end() ? (zh_ ? "今" : "now") : print(one.in_force.to() - 1, language_);
        if (one.source) out += (zh_ ? "；" : "; ") + print(*one.source, language_);
        return out;
    }

    const CaseChange& change_;
    bool zh_;
    Language language_;
    std::string out_{};
};

}   // namespace detail

/// What changed, for a layman: the parts of the answer first, each before and after with its difference, then on what they differ.
template <class = detail::WhenCalled>
[[nodiscard]] std::string print(const CaseChange& change, Language language) {
    return detail::CaseChangePrinter<>{change, language}.text();
}

}   // namespace arrears
