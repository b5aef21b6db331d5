// SPDX-License-Identifier: BSL-1.0
#include <arrears/report/synthesis_text.hpp>

#include <arrears/core/json.hpp>

#include <algorithm>

namespace arrears {

namespace {

using Line = SynthesisProof::Line;

class ProofText {
public:
    ProofText(std::span<const PublishedFigure> figures, Language language) : figures_{figures}, zh_{language == Language::zh} {}

    void put(const SynthesisProof& proof, const std::string& indent, std::string& out) {
        if (proof.split) {
            splits_.push_back(proof.split->counted);
            for (const bool below : {true, false}) {
                const std::string bound =
                    proof.split->counted + (below ? " <= " : " >= ") + detail::to_text(below ? proof.split->at : proof.split->at + 1);
                out += indent + (zh_ ? "若 " + bound + "：\n" : "where " + bound + ":\n");
                put(proof.cases[below ? 0 : 1], indent + "  ", out);
            }
            splits_.pop_back();
            return;
        }
        std::string left, right;   // amounts in fen, as in every proof
        WideRatio sum = 0;
        bool strict = false;
        for (const Line& line : proof.lines) {
            const std::string sign = line.upper ? " - " : " + ";
            const std::string factor = line.times == 1 ? std::string{} : exact_text(line.times) + " × ";
            left += sign + factor + name(line);
            if (!is_share(line)) {
                right += sign + factor + (line.end < 0 ? "(" + exact_text(line.end) + ")" : exact_text(line.end));
                sum += (line.upper ? -1 : 1) * line.times * line.end;
            }
            strict = strict || !line.closed;
        }
        const auto shorn = [](std::string text) {
            return text.starts_with(" + ") ? text.substr(3) : text.starts_with(" - ") ? "-" + text.substr(3) : "0";
        };
        out += indent + (zh_ ? "无论记录如何：" : "whatever the records: ") + shorn(left) + " <= 0\n";
        out += indent + (zh_ ? "按所印数字：  " : "as printed:           ") + shorn(right) + " = " + exact_text(sum) + (sum > 0 ? " > 0" : "") +
               (sum == 0 && strict ? zh_ ? "，且严格大于" : ", strictly above" : "") + '\n';
    }

private:
    [[nodiscard]] bool is_share(const Line& line) const {
        return line.of == Line::Of::figure && dimension(figures_[line.index].unit) == Dimension::share;
    }
    [[nodiscard]] std::string name(const Line& line) const {
        switch (line.of) {
        case Line::Of::split: return "(" + splits_[line.index] + ")";
        case Line::Of::base: return (zh_ ? "(基数 of " : "(base of ") + figures_[line.index].id + ")";
        case Line::Of::figure: break;
        }
        const std::string& id = figures_[line.index].id;
        return is_share(line)
                   ? (zh_ ? "(" + id + " 的部分 - " : "(part of " + id + " - ") + exact_text(line.end) + (zh_ ? " × 其基数)" : " × its base)")
                   : id;
    }

    std::span<const PublishedFigure> figures_;
    bool zh_;
    std::vector<std::string> splits_{};
};

void put(JsonWriter& json, const SynthesisProof& proof, std::span<const PublishedFigure> figures) {
    json.begin_object();
    if (proof.split) {
        json.member("split", proof.split->counted).member("at", detail::to_text(proof.split->at)).key("cases").begin_array();
        for (const SynthesisProof& each : proof.cases) put(json, each, figures);
        json.end_array().end_object();
        return;
    }
    json.key("lines").begin_array();
    for (const Line& line : proof.lines) {
        json.begin_object();
        if (line.of == Line::Of::split) json.member("split", line.index);
        else json.member(line.of == Line::Of::base ? "base" : "figure", figures[line.index].id);
        json.member("times", to_string(line.upper ? WideRatio{-line.times} : line.times))
            .member("end", to_string(line.end))
            .member("closed", line.closed)
            .end_object();
    }
    json.end_array().end_object();
}

}   // namespace

std::string print(const Synthesis& synthesis, std::span<const PublishedFigure> figures, Language language) {
    const bool zh = language == Language::zh;
    std::string out;
    switch (synthesis.verdict) {
    case SynthesisVerdict::made:
        out = zh ? "合成记录，所有带定义的数字均精确再现：\n" : "Synthetic records that give every figure with a definition exactly:\n";
        for (const RecordTable& each : synthesis.tables) out += "  " + each.kind + ": " + std::to_string(each.rows.size()) + '\n';
        return out;
    case SynthesisVerdict::impossible:
        out = zh ? "任何记录都不能给出这些数字：\n" : "No records can give these figures:\n";
        ProofText{figures, language}.put(*synthesis.proof, "  ", out);
        return out;
    case SynthesisVerdict::unresolved: break;
    }
    if (synthesis.open.empty())
        return zh ? "未定：在限度内既未得出记录，也未证明不可能。\n"
                  : "Unresolved: within the limits neither records were found nor a proof that there are none.\n";
    out = zh ? "未定：下列数字的定义未被尝试：\n" : "Unresolved: these figures are defined in a way that is not tried:\n";
    for (const Synthesis::Open& each : synthesis.open) out += "  " + figures[each.figure].id + (zh ? "：" : ": ") + each.why.in(language) + '\n';
    return out;
}

std::string print_json(const Synthesis& synthesis, std::span<const PublishedFigure> figures) {
    JsonWriter json;
    json.begin_object()
        .member("format", "arrears.synthesis")
        .member("version", 1)
        .member("verdict", identifier(synthesis.verdict))
        .key("records")
        .begin_object();
    for (const RecordTable& each : synthesis.tables) json.member(each.kind, each.rows.size());
    json.end_object().key("proof");
    if (synthesis.proof) put(json, *synthesis.proof, figures);
    else json.null();
    json.key("open").begin_array();
    for (const Synthesis::Open& each : synthesis.open) {
        json.begin_object().member("figure", figures[each.figure].id).key("why").begin_object();
        json.member("en", each.why.en).member("zh", each.why.zh).end_object().end_object();
    }
    json.end_array().end_object();
    return json.text() + '\n';
}

}   // namespace arrears
