// SPDX-License-Identifier: BSL-1.0
#include <arrears/report/reconciliation_text.hpp>

#include "text_table.hpp"

#include <arrears/core/json.hpp>
#include <arrears/io/csv_writer.hpp>
#include <arrears/report/survey_report.hpp>

#include <algorithm>
#include <optional>

namespace arrears {

namespace {

/// A value in the unit of a figure, exactly.
[[nodiscard]] std::string in_unit(const WideRatio& value, FigureUnit unit) { return exact_text(value / WideRatio(scale(unit))); }
/// And as it would be printed: with the figure's decimals, rounded towards what it bounds.
[[nodiscard]] std::string as_printed(const WideRatio& value, const PublishedFigure& figure, Rounding how, Language language) {
    const std::string digits = decimal(value / WideRatio(scale(figure.unit)), figure.value.decimals, how);
    return with_unit(with_separators(digits), figure.unit, language);
}
/// Paragraphs, headings and lists, as text or as Markdown.
class Page {
public:
    Page(bool markdown, Language language) : markdown_{markdown}, language_{language} {}

    void heading(const Text& text) {
        if (!out_.empty()) out_ += '\n';
        out_ += (markdown_ ? "## " : "") + shown(text.in(language_)) + '\n';
        if (markdown_) out_ += '\n';
    }
    void paragraph(const std::string& text) {
        out_ += shown(text) + '\n';
        if (markdown_) out_ += '\n';
    }
    void paragraph(const Text& text) { paragraph(text.in(language_)); }
    void item(const std::string& text, int level = 0) { out_ += std::string(static_cast<std::size_t>(level) * 2, ' ') + "- " + shown(text) + '\n'; }
    void end_list() {
        if (markdown_) out_ += '\n';
    }
    void block(const std::string& text) {   // as it stands
        out_ += markdown_ ? "```text\n" + text + "```\n\n" : text;
    }
    [[nodiscard]] std::string text() && { return std::move(out_); }

private:
    [[nodiscard]] std::string shown(const std::string& text) const { return markdown_ ? detail::markdown(text) : text; }
    bool markdown_;
    Language language_;
    std::string out_{};
};

class ProofText {
public:
    ProofText(std::span<const Relation> relations, std::span<const PublishedFigure> figures, Language language)
        : relations_{relations}, figures_{figures}, zh_{language == Language::zh}, language_{language} {}

    void put(const Proof& proof, std::string indent, std::string& out) const {
        if (proof.split) {
            const std::string name = quantity(proof.split->quantity);
            for (const bool below : {true, false}) {
                const WideRatio& end = below ? proof.split->at : proof.split->next;
                const std::string bound = name + (below ? " <= " : " >= ") + exact_text(end);
                out += indent + (zh_ ? "若 " + bound + "：\n" : "where " + bound + ":\n");
                put(proof.cases[below ? 0 : 1], indent + "  ", out);
            }
            return;
        }
        WideRatio right = 0;
        bool strict = false;
        for (const ProofLine& line : proof.lines) {
            out += indent + exact_text(line.times) + " × (" + inequality(line) + ")   " + from(line) + '\n';
            right += line.times * line.most;
            strict = strict || line.strict;
        }
        out += indent + (zh_ ? "相加：0 " : "added up: 0 ") + (strict ? "< " : "<= ") + exact_text(right) + '\n';
    }

private:
    [[nodiscard]] std::string quantity(std::size_t number) const {
        if (number < figures_.size()) return figures_[number].id;
        return zh_ ? relations_[number - figures_.size()].id + " 中的整数" : "the whole number of " + relations_[number - figures_.size()].id;
    }
    [[nodiscard]] std::string inequality(const ProofLine& line) const {
        std::string out;
        for (const auto& [number, by] : line.terms) {
            const WideRatio size = by < 0 ? WideRatio{-by} : by;
            if (out.empty()) out += by < 0 ? "-" : "";
            else out += by < 0 ? " - " : " + ";
            if (size != 1) out += exact_text(size) + ' ';
            out += quantity(number);
        }
        if (out.empty()) out = "0";
        return out + (line.strict ? " < " : " <= ") + exact_text(line.most);
    }
    [[nodiscard]] std::string from(const ProofLine& line) const {
        std::string out;
        switch (line.from) {
        case ProofLine::From::relation: out = (zh_ ? "关系 " : "relation ") + relations_[line.index].id; break;
        case ProofLine::From::figure: return line.index < figures_.size() ? figures_[line.index].named(language_) : quantity(line.index);
        case ProofLine::From::split: return zh_ ? "此种情形" : "this case";
        }
        std::string factors;
        for (const std::size_t each : line.factors) {
            if (each < figures_.size()) factors += (factors.empty() ? "" : zh_ ? "、" : ", ") + figures_[each].named(language_);
        }
        return factors.empty() ? out : out + (zh_ ? "，代入 " : ", with ") + factors;
    }

    std::span<const Relation> relations_;
    std::span<const PublishedFigure> figures_;
    bool zh_;
    Language language_;
};

class Pages {
public:
    Pages(const Reconciliation& found, std::span<const Relation> relations, std::span<const PublishedFigure> figures, bool markdown,
          Language language)
        : found_{found}, relations_{relations}, figures_{figures}, page_{markdown, language}, language_{language}, zh_{language == Language::zh} {}

    [[nodiscard]] std::string operator()() {
        each_by_itself();
        for (const Reading& reading : found_.readings) together(reading);
        slips();
        return std::move(page_).text();
    }

private:
    void each_by_itself() {
        page_.heading({"Each relation by itself", "逐项核对"});
        std::string counts;
        for (std::size_t v = 0; v < enum_count<Verdict>; ++v) {
            const auto verdict = enum_at<Verdict>(v);
            const auto count =
                std::count_if(found_.verdicts.begin(), found_.verdicts.end(), [=](const RelationVerdict& each) { return each.verdict == verdict; });
            if (count == 0) continue;
            counts += (counts.empty() ? ""
                       : zh_          ? "，"
                                      : ", ") +
                      std::string{label(verdict, language_)} + (zh_ ? " " : ": ") + std::to_string(count) + (zh_ ? " 项" : "");
        }
        page_.paragraph((zh_ ? "共 " + std::to_string(relations_.size()) + " 项关系：" : std::to_string(relations_.size()) + " relations. ") +
                        counts + (zh_ ? "。" : "."));
        bool any = false;
        for (std::size_t r = 0; r < relations_.size(); ++r) {
            if (found_.verdicts[r].holds()) continue;
            page_.item(describe_failure(relations_[r], found_.verdicts[r], figures_).in(language_));
            any = true;
        }
        if (any) page_.end_list();
    }
    void together(const Reading& reading) {
        if (reading.assumption.empty()) page_.heading({"All together, without assumptions", "联合核对（不作假设）"});
        else page_.heading({"All together, assuming: " + reading.assumption, "联合核对（假设：" + reading.assumption + "）"});
        switch (reading.joint) {
        case Joint::consistent:
            return page_.paragraph(
                Text{"All hold together: values within what is printed satisfy every one.", "可同时成立：所印数字范围内有取值满足全部关系。"});
        case Joint::unresolved:
            return page_.paragraph(Text{"Unresolved: neither values that satisfy all were found, nor a proof that there are none.",
                                        "未能解出：既未找到满足全部关系的取值，也未证明没有。"});
        case Joint::contradictory: break;
        }
        if (reading.conflicts.empty() && !reading.assumption.empty()) {
            return page_.paragraph(
                Text{"The assumption contradicts nothing; what fails without it fails still.", "假设未引起新的矛盾；原有矛盾依旧。"});
        }
        for (const Conflict& conflict : reading.conflicts) {
            page_.paragraph(conflict.relations.size() == 1 ? Text{"This cannot hold:", "以下关系不能成立："}
                            : conflict.irreducible         ? Text{"These cannot hold together; without any one of them the others can:",
                                                          "以下关系不能同时成立，去掉任何一项则其余可成立："}
                                                           : Text{"These cannot hold together; whether fewer of them can is unresolved:",
                                                          "以下关系不能同时成立；其中一部分能否成立未能解出："});
            for (const std::size_t r : conflict.relations) page_.item(relations_[r].id + ": " + print(relations_[r], figures_));
            page_.end_list();
            page_.paragraph(Text{"Added up (amounts in fen, shares as ratios):", "相加如下（金额以分计，比重以比值计）："});
            page_.block(print(conflict.proof, relations_, figures_, language_));
        }
        repairs(reading);
    }
    void slips() {
        if (found_.slips.empty()) return;
        page_.heading({"What may have gone wrong", "可能的差错"});
        page_.paragraph(Text{"Hypotheses, the likelier first; none of them is shown to be so.", "以下为假设，可能性较大者在前，均未证实。"});
        for (const Slip& each : found_.slips) page_.item(describe(each, figures_).in(language_));
        page_.end_list();
    }
    void repairs(const Reading& reading) {
        if (reading.repairs.empty()) {
            page_.paragraph(Text{"No change of figures that mends all was found.", "未找到能使全部成立的指标改动。"});
            const std::string least = std::to_string(reading.cost_least);
            if (reading.cost_least > 0) page_.paragraph(Text{"None costs less than " + least + ".", "任何改法的代价均不低于 " + least + "。"});
            return;
        }
        page_.paragraph(reading.repairs.size() == 1 ? Text{"What mends all at the least cost:", "代价最小的改法："}
                                                    : Text{"What mends all at the least cost, any one of:", "代价最小的改法，任取其一："});
        for (const Repair& repair : reading.repairs) {
            std::string out;
            for (const Repair::Change& change : repair.changes) {
                const PublishedFigure& figure = figures_[change.figure];
                out += (out.empty() ? "" : zh_ ? "；" : "; ") + figure.named(language_) + bounds(change, figure);
            }
            page_.item(out);
        }
        page_.end_list();
        if (!reading.all_repairs) page_.paragraph(Text{"There may be others: a limit was met.", "达到限度，可能另有改法。"});
    }
    [[nodiscard]] std::string bounds(const Repair::Change& change, const PublishedFigure& figure) const {
        const std::string low = change.low ? as_printed(*change.low, figure, Rounding::half_away_from_zero, language_) : "";
        const std::string high = change.high ? as_printed(*change.high, figure, Rounding::half_away_from_zero, language_) : "";
        if (change.low && low == high) return (zh_ ? "：应为 " : ": to ") + low;
        if (change.low && change.high) return zh_ ? "：应在 " + low + " 与 " + high + " 之间" : ": to between " + low + " and " + high;
        if (change.low) return (zh_ ? "：应不少于 " : ": to no less than ") + low;
        if (change.high) return (zh_ ? "：应不多于 " : ": to no more than ") + high;
        return zh_ ? "：应改" : ": to another value";
    }

    const Reconciliation& found_;
    std::span<const Relation> relations_;
    std::span<const PublishedFigure> figures_;
    Page page_;
    Language language_;
    bool zh_;
};

[[nodiscard]] std::string print_csv(const Reconciliation& found, std::span<const Relation> relations, std::span<const PublishedFigure> figures) {
    std::string out;
    CsvWriter csv{out};
    for (const char* const name : {"id", "relation", "kind", "assumption", "verdict", "excess", "unit"}) csv.value(name);
    csv.end_row();
    for (std::size_t r = 0; r < relations.size(); ++r) {
        const RelationVerdict& verdict = found.verdicts[r];
        const FigureUnit unit = unit_of(relations[r], figures);
        csv.text(relations[r].id).text(print(relations[r], figures)).value(identifier(relations[r].kind)).text(relations[r].assumption);
        csv.value(identifier(verdict.verdict))
            .value(verdict.holds() ? std::string{} : in_unit(verdict.excess, unit))
            .value(identifier(unit))
            .end_row();
    }
    return out;
}

void put(JsonWriter& json, const Proof& proof, std::span<const Relation> relations, std::span<const PublishedFigure> figures) {
    const auto quantity = [&](std::size_t number) {
        return number < figures.size() ? figures[number].id : "whole of " + relations[number - figures.size()].id;
    };
    json.begin_object();
    if (proof.split) {
        json.key("split").begin_object();
        json.member("quantity", quantity(proof.split->quantity));
        json.member("at", exact_text(proof.split->at)).member("next", exact_text(proof.split->next)).end_object();
        json.key("cases").begin_array();
        for (const Proof& each : proof.cases) put(json, each, relations, figures);
        json.end_array().end_object();
        return;
    }
    json.key("lines").begin_array();
    for (const ProofLine& line : proof.lines) {
        json.begin_object().member("times", exact_text(line.times));
        json.key("terms").begin_array();
        for (const auto& [number, by] : line.terms)
            json.begin_object().member("quantity", quantity(number)).member("by", exact_text(by)).end_object();
        json.end_array().member("strict", line.strict).member("most", exact_text(line.most));
        switch (line.from) {
        case ProofLine::From::relation: json.member("relation", relations[line.index].id); break;
        case ProofLine::From::figure: json.member("figure", quantity(line.index)); break;
        case ProofLine::From::split: json.member("case", quantity(line.index)); break;
        }
        if (!line.factors.empty()) {
            json.key("factors").begin_array();
            for (const std::size_t each : line.factors) json.value(quantity(each));
            json.end_array();
        }
        json.end_object();
    }
    json.end_array().end_object();
}

[[nodiscard]] std::string print_json(const Reconciliation& found, std::span<const Relation> relations, std::span<const PublishedFigure> figures) {
    JsonWriter json;
    json.begin_object().member("format", "arrears.reconciliation").member("version", 1);
    json.key("relations").begin_array();
    for (std::size_t r = 0; r < relations.size(); ++r) {
        const RelationVerdict& verdict = found.verdicts[r];
        const FigureUnit unit = unit_of(relations[r], figures);
        json.begin_object()
            .member("id", relations[r].id)
            .member("relation", print(relations[r], figures))
            .member("kind", identifier(relations[r].kind));
        if (!relations[r].assumption.empty()) json.member("assumption", relations[r].assumption);
        json.member("verdict", identifier(verdict.verdict)).key("excess");
        if (verdict.holds()) json.null();
        else json.value(in_unit(verdict.excess, unit));
        json.member("unit", identifier(unit)).end_object();
    }
    json.end_array().key("readings").begin_array();
    for (const Reading& reading : found.readings) {
        json.begin_object()
            .member("assumption", reading.assumption)
            .member("joint", identifier(reading.joint))
            .member("all_repairs", reading.all_repairs)
            .member("cost_least", reading.cost_least);
        if (reading.joint == Joint::consistent) {
            json.key("witness").begin_object();
            for (std::size_t i = 0; i < figures.size(); ++i) json.member(figures[i].id, in_unit(reading.witness[i], figures[i].unit));
            json.end_object();
        }
        json.end_object();
    }
    json.end_array().key("conflicts").begin_array();
    for (const Reading& reading : found.readings) {
        for (const Conflict& conflict : reading.conflicts) {
            json.begin_object().member("assumption", reading.assumption).key("relations").begin_array();
            for (const std::size_t r : conflict.relations) json.value(relations[r].id);
            json.end_array().key("figures").begin_array();
            for (const std::size_t i : conflict.figures) json.value(figures[i].id);
            json.end_array().member("irreducible", conflict.irreducible).key("proof");
            put(json, conflict.proof, relations, figures);
            json.end_object();
        }
    }
    json.end_array().key("repairs").begin_array();
    for (const Reading& reading : found.readings) {
        for (const Repair& repair : reading.repairs) {
            json.begin_object().member("assumption", reading.assumption).member("cost", repair.cost).key("changes").begin_array();
            for (const Repair::Change& change : repair.changes) {
                const PublishedFigure& figure = figures[change.figure];
                json.begin_object().member("figure", figure.id).member("printed", figure.value.plain());
                const auto end = [&](const char* name, const std::optional<WideRatio>& value) {
                    json.key(name);
                    if (value) json.value(in_unit(*value, figure.unit));
                    else json.null();
                };
                end("low", change.low);
                end("high", change.high);
                json.member("unit", identifier(figure.unit)).end_object();
            }
            json.end_array().end_object();
        }
    }
    json.end_array().key("slips").begin_array();
    for (const Slip& each : found.slips) {
        json.begin_object().member("figure", figures[each.figure].id).member("kind", identifier(each.kind));
        if (each.other) json.member("other", figures[*each.other].id);
        json.member("printed", figures[each.figure].value.plain()).member("value", each.value.plain()).member("unit", identifier(each.unit));
        json.member("mends_all", each.mends_all).end_object();
    }
    return json.end_array().end_object().text() + '\n';
}

}   // namespace

std::string print(const Proof& proof, std::span<const Relation> relations, std::span<const PublishedFigure> figures, Language language) {
    std::string out;
    ProofText{relations, figures, language}.put(proof, "  ", out);
    return out;
}

std::string print(const Reconciliation& found, std::span<const Relation> relations, std::span<const PublishedFigure> figures, ReportFormat format,
                  Language language) {
    if (format == ReportFormat::csv) return print_csv(found, relations, figures);
    if (format == ReportFormat::json) return print_json(found, relations, figures);
    return Pages{found, relations, figures, format == ReportFormat::markdown, language}();
}

}   // namespace arrears
