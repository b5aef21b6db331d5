// SPDX-License-Identifier: BSL-1.0
#include <arrears/reconcile/relation.hpp>

#include "figure_index.hpp"

#include <arrears/core/utf8.hpp>
#include <arrears/statistics/nearest.hpp>

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace arrears {

namespace {

constexpr std::string_view whole_word = "whole";
constexpr int nesting_max = 100;   // deeper text is refused: the reading is by descent

[[nodiscard]] bool is_digit(char32_t code) noexcept { return code >= U'0' && code <= U'9'; }

/// Reads one relation by a descent over its grammar; the first fault stands.
class RelationParser {
public:
    RelationParser(std::string_view text, std::span<const PublishedFigure> figures, const std::unordered_map<std::string, std::size_t>& by_id)
        : rest_{text}, figures_{figures}, by_id_{by_id} {
        advance();
    }

    [[nodiscard]] Result<Relation> relation() {
        Relation out;
        out.left = sum();
        if (const auto comparison = comparison_here()) {
            out.is = *comparison;
            advance();
            out.right = sum();
            if (!fault_ && kind_ != Token::end) wrong({"the end", "结尾"});
        } else {
            wrong({"one of = <= >= < >", "= <= >= < > 之一"});
        }
        if (fault_) return *std::move(fault_);
        return out;
    }

private:
    enum class Token : unsigned char { end, name, quoted, number, mark };

    void step(const Utf8Character& character) noexcept {
        rest_.remove_prefix(character.bytes);
        ++next_;
    }
    [[nodiscard]] std::optional<char32_t> ahead() const {
        if (rest_.empty()) return std::nullopt;
        const Utf8Character next = read_utf8(rest_);
        return next.valid ? std::optional{next.code} : std::nullopt;
    }
    void take_while(auto belongs) {
        while (const auto code = ahead()) {
            if (!belongs(*code)) return;
            const Utf8Character next = read_utf8(rest_);
            if (is_digit(fold_width(*code))) text_ += static_cast<char>(fold_width(*code));
            else text_ += rest_.substr(0, next.bytes);
            step(next);
        }
    }
    [[nodiscard]] static bool in_name(char32_t code) noexcept {
        if (code < 0x80) return is_digit(code) || (code >= U'a' && code <= U'z') || (code >= U'A' && code <= U'Z') || code == U'_' || code == U'.';
        return fold_width(code) == code && !is_invisible(code) && !is_blank(code) && code != U'×' && code != U'÷' && code != U'−' && code != U'≤' &&
               code != U'≥';
    }
    void advance() {
        if (fault_) return;
        text_.clear();
        while (const auto code = ahead()) {
            if (!is_blank(*code) && *code != U'\t' && *code != U'\n' && *code != U'\r') break;
            step(read_utf8(rest_));
        }
        column_ = next_;
        kind_ = Token::end;
        if (rest_.empty()) return;
        const Utf8Character first = read_utf8(rest_);
        if (!first.valid) return stop(ErrorKind::bad_syntax, {"the text is not UTF-8 here", "此处不是 UTF-8 文字"}, {});
        const char32_t code = fold_width(first.code);
        if (is_digit(code)) {
            kind_ = Token::number;
            return take_while([](char32_t each) { return is_digit(fold_width(each)) || each == U'.' || each == U','; });
        }
        if (code == U'"') return read_quoted(first);
        if (code == U'%') {
            kind_ = Token::mark, text_ = "%";
            return step(first);
        }
        if (in_name(first.code)) {
            kind_ = Token::name;
            return take_while(in_name);
        }
        kind_ = Token::mark;
        switch (code) {
        case U'×': text_ = "*"; break;
        case U'÷': text_ = "/"; break;
        case U'−': text_ = "-"; break;
        case U'≤': text_ = "<="; break;
        case U'≥': text_ = ">="; break;
        default:
            if (code < 0x80) text_ = static_cast<char>(code);
            else text_ = rest_.substr(0, first.bytes);
        }
        step(first);
        if (text_ == "<" || text_ == ">") {
            if (const auto next = ahead(); next && fold_width(*next) == U'=') text_ += '=', step(read_utf8(rest_));
        }
    }
    void read_quoted(const Utf8Character& open) {
        kind_ = Token::quoted;
        step(open);
        while (const auto code = ahead()) {
            const Utf8Character next = read_utf8(rest_);
            step(next);
            if (*code == open.code) {
                if (ahead() != open.code) return;
                step(read_utf8(rest_));   // two of them stand for one
            }
            append_utf8(text_, *code);
        }
        stop(ErrorKind::bad_syntax, {"a quote is not closed", "引号没有闭合"}, {});
    }

    [[nodiscard]] bool is(std::string_view mark) const noexcept { return !fault_ && kind_ == Token::mark && text_ == mark; }
    [[nodiscard]] std::optional<Comparison> comparison_here() const noexcept {
        for (const Comparison each : {Comparison::equal, Comparison::less, Comparison::less_equal, Comparison::greater, Comparison::greater_equal}) {
            if (is(symbol(each))) return each;
        }
        return std::nullopt;
    }

    [[nodiscard]] Expression sum() {
        Expression out = product();
        while (is("+") || is("-")) {
            const bool add = text_ == "+";
            const std::uint64_t at = column_;
            advance();
            Expression next = product();
            out = add ? std::move(out) + std::move(next) : std::move(out) - std::move(next);
            out.at(at);
        }
        return out;
    }
    [[nodiscard]] Expression product() {
        Expression out = factor();
        while (is("*") || is("/")) {
            const bool times = text_ == "*";
            const std::uint64_t at = column_;
            advance();
            Expression next = factor();
            out = times ? std::move(out) * std::move(next) : std::move(out) / std::move(next);
            out.at(at);
        }
        return out;
    }
    [[nodiscard]] Expression factor() {
        const std::uint64_t at = column_;
        if (fault_) return Expression::number({});
        if (depth_ >= nesting_max) {
            stop(ErrorKind::limit, {"the relation is nested too deeply", "关系式嵌套过深"}, {"expected at most 100 levels", "至多 100 层"});
            return Expression::number({});
        }
        ++depth_;
        Expression out = factor_here();
        --depth_;
        if (out.column() == 0) out.at(at);
        return out;
    }
    [[nodiscard]] Expression factor_here() {
        if (is("-")) {
            advance();
            return -factor();
        }
        if (is("(")) {
            advance();
            Expression out = sum();
            if (!is(")")) wrong({")", ")"});
            advance();
            return out;
        }
        if (kind_ == Token::number) return number();
        if (kind_ == Token::name && text_ == whole_word && !by_id_.contains(text_)) {
            advance();
            return Expression::whole();
        }
        if (kind_ != Token::name && kind_ != Token::quoted) {
            wrong({"a figure, a number or (", "指标、数字或 ("});
            return Expression::number({});
        }
        const auto found = by_id_.find(text_);
        if (found == by_id_.end()) {
            std::vector<std::string> names;
            for (const PublishedFigure& each : figures_) names.push_back(each.id);
            stop(ErrorKind::unknown_name, {"no figure is called " + in_quotes(text_), "没有指标名为 " + in_quotes(text_)}, {},
                 did_you_mean(text_, names));
            return Expression::number({});
        }
        advance();
        return Expression::figure(found->second);
    }
    [[nodiscard]] Expression number() {
        const Result<PrintedDecimal> value = try_parse_printed(text_);
        if (!value) {
            Fault fault = value.fault();
            stop(fault.kind, std::move(fault.problem), std::move(fault.expected));
            return Expression::number({});
        }
        advance();
        std::optional<FigureUnit> unit;
        if (is("%")) unit = FigureUnit::percent;
        else if (!fault_ && (kind_ == Token::name || kind_ == Token::quoted)) {
            unit = parse_enum<FigureUnit>(text_);
            if (!unit) {
                stop(ErrorKind::unknown_name, {"no unit is called " + in_quotes(text_), "没有单位名为 " + in_quotes(text_)},
                     {"expected one of " + units(Language::en), "应为 " + units(Language::zh) + " 之一"});
            }
        }
        if (unit) advance();
        return Expression::number(*value, unit);
    }
    [[nodiscard]] static std::string units(Language language) {
        std::string out;
        for (std::size_t i = 0; i < enum_count<FigureUnit>; ++i) {
            const FigureUnit unit = enum_at<FigureUnit>(i);
            out += (out.empty()                ? ""
                    : language == Language::zh ? "、"
                                               : ", ") +
                   std::string{language == Language::zh ? label(unit, language) : identifier(unit)};
        }
        return out;
    }

    void stop(ErrorKind kind, Text problem, Text expected, Text remedy = {}) {
        if (fault_) return;
        fault_ = Fault{kind,
                       {"relation", 1, column_, {}},
                       std::move(problem),
                       kind_ == Token::end ? std::string{} : text_,
                       std::move(expected),
                       std::move(remedy)};
    }
    void wrong(const Text& expected) {
        const std::string found = in_quotes(text_);
        stop(ErrorKind::bad_syntax,
             kind_ == Token::end ? Text{"the text ends too early", "文字过早结束"} : Text{found + " cannot stand here", found + " 不能出现在此处"},
             {"expected " + expected.en, "应为" + expected.zh});
    }

    std::string_view rest_;
    std::span<const PublishedFigure> figures_;
    const std::unordered_map<std::string, std::size_t>& by_id_;
    Token kind_ = Token::end;
    std::string text_{};
    std::uint64_t column_ = 1;
    std::uint64_t next_ = 1;
    int depth_ = 0;
    std::optional<Fault> fault_{};
};

// Printing

[[nodiscard]] bool is_bare(std::string_view id) {
    if (id.empty() || id == whole_word || (id[0] >= '0' && id[0] <= '9')) return false;
    return std::all_of(id.begin(), id.end(),
                       [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '.'; });
}
[[nodiscard]] std::string name(std::string_view id) {
    if (is_bare(id)) return std::string{id};
    std::string out = "\"";
    for (const char c : id) out += c == '"' ? "\"\"" : std::string{c};
    return out + '"';
}

/// How tightly an operation binds: what binds less than its place wants stands in parentheses.
[[nodiscard]] int binding(Expression::Kind kind) noexcept {
    switch (kind) {
    case Expression::Kind::sum:
    case Expression::Kind::difference: return 1;
    case Expression::Kind::product:
    case Expression::Kind::quotient: return 2;
    default: return 3;
    }
}
[[nodiscard]] std::string print(const Expression& expression, std::span<const PublishedFigure> figures, int wanted) {
    const auto part = [&](std::size_t i, int tighter) { return print(expression.parts()[i], figures, tighter); };
    const int own = binding(expression.kind());
    std::string out;
    switch (expression.kind()) {
    case Expression::Kind::number: {
        out = expression.digits().plain();
        if (const auto unit = expression.unit()) out += *unit == FigureUnit::percent ? "%" : " " + std::string{identifier(*unit)};
        break;
    }
    case Expression::Kind::figure: out = name(figures[expression.position()].id); break;
    case Expression::Kind::whole: out = whole_word; break;
    case Expression::Kind::negative: out = '-' + part(0, 3); break;
    case Expression::Kind::sum: out = part(0, own) + " + " + part(1, own + 1); break;
    case Expression::Kind::difference: out = part(0, own) + " - " + part(1, own + 1); break;
    case Expression::Kind::product: out = part(0, own) + " * " + part(1, own + 1); break;
    case Expression::Kind::quotient: out = part(0, own) + " / " + part(1, own + 1); break;
    }
    return own < wanted ? '(' + out + ')' : out;
}

}   // namespace

std::vector<std::size_t> Relation::figures() const { return (left + right).figures(); }

RelationReader::RelationReader(std::span<const PublishedFigure> figures) : figures_{figures} {
    auto index = std::make_shared<detail::FigureIndex>();
    for (std::size_t i = 0; i < figures.size(); ++i) index->by_id.emplace(figures[i].id, i);
    index->domains = detail::domains_of(figures);
    index->domains.emplace_back();   // of `whole`
    index_ = std::move(index);
}

Result<Relation> RelationReader::operator()(std::string_view text) const {
    Result<Relation> read = RelationParser{text, figures_, index_->by_id}.relation();
    if (read) {
        if (std::optional<Fault> fault = sense_fault(*read)) return *std::move(fault);
    }
    return read;
}

Result<Relation> try_parse_relation(std::string_view text, std::span<const PublishedFigure> figures) { return RelationReader{figures}(text); }

std::string print(const Relation& relation, std::span<const PublishedFigure> figures) {
    return print(relation.left, figures, 0) + ' ' + std::string{symbol(relation.is)} + ' ' + print(relation.right, figures, 0);
}

}   // namespace arrears
