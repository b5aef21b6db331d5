// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/utf8.hpp>
#include <arrears/core/when_called.hpp>
#include <arrears/statistics/definition.hpp>
#include <arrears/statistics/nearest.hpp>

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace arrears {

/// Reads the text of a definition; one descent over its grammar. Use Definition::parse.
template <class When = detail::WhenCalled>
class DefinitionParser {
    using Definition = detail::Late<arrears::Definition, When>;
    using Condition = detail::Late<arrears::Condition, When>;
    using Measure = detail::Late<arrears::Measure, When>;
    using Word = detail::Late<arrears::Word, When>;

public:
    explicit DefinitionParser(std::string_view text) : rest_{text} {}

    [[nodiscard]] Result<Definition> definition() {
        Definition made;
        advance();
        if (is("from")) advance(), made.from(word({"a source", "来源"})), end_clause();
        if (is("as")) advance(), want("of"), made.as_of(day()), end_clause();
        if (is("where")) advance(), made.where(condition()), end_clause();
        if (is("rows")) advance(), made.rows(words({"a field", "字段"})), end_clause();
        if (is("columns")) advance(), made.columns(words({"a field", "字段"})), end_clause();
        if (!is("measure")) clause_wanted();
        advance();
        std::vector<Measure> measures{measure()};
        while (!fault_ && is(",")) advance(), measures.push_back(measure());
        if (is(";")) advance();
        if (!fault_ && kind_ != Token::end) wrong({"the end", "结尾"});
        if (!fault_) made.measures(std::move(measures));
        if (fault_) return *std::move(fault_);
        return made;
    }

private:
    enum class Token : unsigned char { end, word, quoted, mark };

    // Tokens

    void step(const Utf8Character& character) noexcept {
        rest_.remove_prefix(character.bytes);
        if (character.code == U'\n') ++next_line_, next_column_ = 1;
        else ++next_column_;
    }
    void advance() {
        if (fault_) return;
        text_.clear();
        while (!rest_.empty()) {
            const Utf8Character next = read_utf8(rest_);
            if (!is_blank(next.code) && next.code != U'\n' && next.code != U'\t' && next.code != U'\r') break;
            step(next);
        }
        line_ = next_line_, column_ = next_column_;
        kind_ = Token::end;
        if (rest_.empty()) return;
        const Utf8Character first = read_utf8(rest_);
        if (!first.valid) return stop(ErrorKind::bad_syntax, {"the text is not UTF-8 here", "此处不是 UTF-8 文字"}, {});
        const char32_t code = fold_width(first.code);
        if (code == U'"') return read_quoted(first);
        if (detail::is_word_character(first.code)) {
            kind_ = Token::word;
            while (!rest_.empty()) {
                const Utf8Character next = read_utf8(rest_);
                if (!next.valid || !detail::is_word_character(next.code)) break;
                text_ += rest_.substr(0, next.bytes);
                step(next);
            }
            return;
        }
        if (code > 0x7F || code < 0x20 || code == U'\\') {
            return stop(ErrorKind::bad_syntax,
                        {in_quotes(rest_.substr(0, first.bytes)) + " cannot stand here", in_quotes(rest_.substr(0, first.bytes)) + " 不能出现在此处"},
                        {});
        }
        kind_ = Token::mark;
        text_ = static_cast<char>(code);
        step(first);
        if ((code == U'!' || code == U'<' || code == U'>') && !rest_.empty()) {
            if (const Utf8Character next = read_utf8(rest_); fold_width(next.code) == U'=') text_ += '=', step(next);
        }
    }
    void read_quoted(const Utf8Character& open) {
        kind_ = Token::quoted;
        step(open);
        while (!rest_.empty()) {
            const Utf8Character next = read_utf8(rest_);
            if (!next.valid) break;
            if (fold_width(next.code) == U'"' && next.code == open.code) return step(next);
            if (next.code == U'\\') {
                step(next);
                if (rest_.empty() || (rest_[0] != '"' && rest_[0] != '\\')) {
                    line_ = next_line_, column_ = next_column_;
                    return stop(ErrorKind::bad_syntax, {"a backslash in quotes is followed by neither \\ nor \"", "引号内的反斜杠之后既不是 \\ 也不是 \""}, {});
                }
            }
            const Utf8Character taken = read_utf8(rest_);
            text_ += rest_.substr(0, taken.bytes);
            step(taken);
        }
        if (!rest_.empty()) line_ = next_line_, column_ = next_column_;
        stop(ErrorKind::bad_syntax,
             rest_.empty() ? Text{"a quote is not closed", "引号没有闭合"} : Text{"the text is not UTF-8 here", "此处不是 UTF-8 文字"}, {});
    }

    /// Whether the token is this word (without quotes) or mark.
    [[nodiscard]] bool is(std::string_view token) const noexcept {
        return !fault_ && (kind_ == Token::word || kind_ == Token::mark) && text_ == token;
    }
    [[nodiscard]] bool take(std::string_view token) {
        if (!is(token)) return false;
        advance();
        return true;
    }
    void want(std::string_view token) {
        if (!take(token)) wrong({std::string{token}, std::string{token}});
    }

    // Faults: the first one stands, and all reading stops

    void stop(ErrorKind kind, Text problem, Text expected, Text remedy = {}) {
        if (!fault_)
            fault_ = Fault{kind,
                           {"definition", line_, column_, {}},
                           std::move(problem),
                           kind_ == Token::end ? std::string{} : text_,
                           std::move(expected),
                           std::move(remedy)};
    }
    void wrong(const Text& expected, Text remedy = {}) {
        const std::string found = in_quotes(text_);
        stop(ErrorKind::bad_syntax,
             kind_ == Token::end ? Text{"the text ends too early", "文字过早结束"} : Text{found + " cannot stand here", found + " 不能出现在此处"},
             {"expected " + expected.en, "应为" + expected.zh}, std::move(remedy));
    }
    void end_clause() {
        if (!take(";")) wrong({"; and the next clause", "；及下一个子句"});
    }
    void clause_wanted() {
        if (fault_) return;
        const std::vector<detail::Late<std::string, When>> clauses{"from", "as", "where", "rows", "columns", "measure"};
        for (const std::string& clause : clauses) {
            if (!is(clause)) continue;
            return stop(
                ErrorKind::bad_syntax, {"clause " + clause + " stands twice or too late", "子句 " + clause + " 重复或位置过后"},
                {"expected from; as of; where; rows; columns; measure, in this order", "应依次为 from; as of; where; rows; columns; measure"});
        }
        wrong({"the clause measure", "子句 measure"}, did_you_mean(text_, clauses));
    }

    // Grammar

    [[nodiscard]] Word word(const Text& expected) {
        if (fault_) return {};
        if (kind_ != Token::quoted && (kind_ != Token::word || detail::is_keyword(text_))) {
            wrong(expected);
            return {};
        }
        Word made{text_, line_, column_};
        advance();
        return made;
    }
    [[nodiscard]] std::optional<Date> day() {
        const Word text = word({"a date, as 2018-12-31", "日期，如 2018-12-31"});
        if (fault_) return std::nullopt;
        const auto date = try_parse_date(text.text);
        if (date) return *date;
        fault_ = Fault{ErrorKind::bad_syntax,
                       {"definition", text.line, text.column, {}},
                       {in_quotes(text.text) + " is no date", in_quotes(text.text) + " 不是日期"},
                       text.text,
                       {"expected a date, as 2018-12-31", "应为日期，如 2018-12-31"},
                       {}};
        return std::nullopt;
    }
    [[nodiscard]] std::vector<Word> words(const Text& expected) {
        std::vector<Word> made{word(expected)};
        while (take(",")) made.push_back(word(expected));
        return made;
    }
    [[nodiscard]] std::optional<detail::Late<Comparison, When>> comparison() {
        for (const Comparison each :
             {Comparison::equal, Comparison::not_equal, Comparison::less, Comparison::less_equal, Comparison::greater, Comparison::greater_equal}) {
            if (take(symbol(each))) return each;
        }
        return std::nullopt;
    }
    [[nodiscard]] Condition condition() {
        std::vector<Condition> parts{both()};
        while (take("or")) parts.push_back(both());
        return fault_ ? Condition{} : Condition::any_of(std::move(parts));
    }
    [[nodiscard]] Condition both() {
        std::vector<Condition> parts{single()};
        while (take("and")) parts.push_back(single());
        return Condition::all_of(std::move(parts));
    }
    [[nodiscard]] Condition single() {
        if (++depth_ > 200) stop(ErrorKind::limit, {"conditions are nested too deeply", "条件嵌套过深"}, {"expected at most 200 levels", "应不超过 200 层"});
        Condition made;
        if (fault_) return made;
        if (take("not")) {
            made = single();
            if (!fault_) made = !std::move(made);
        } else if (take("(")) {
            made = condition();
            want(")");
        } else {
            made = test();
        }
        --depth_;
        return made;
    }
    [[nodiscard]] Condition test() {
        using Kind = typename Condition::Kind;
        const Text value{"a value", "取值"};
        Word name = word({"a field, not or (", "字段、not 或 ("});
        if (fault_) return {};
        if (const auto compared = comparison()) return Condition::compare(std::move(name), *compared, word(value));
        if (take("is")) {
            if (take("unknown")) return Condition::leaf(Kind::unknown, std::move(name));
            if (take("known")) return Condition::leaf(Kind::known, std::move(name));
            wrong({"known or unknown", " known 或 unknown"});
            return {};
        }
        const bool negated = take("not");
        if (take("within")) return Condition::leaf(negated ? Kind::not_within : Kind::within, std::move(name), {word(value)});
        if (take("in")) {
            want("(");
            std::vector<Word> values = words(value);
            want(")");
            return Condition::leaf(negated ? Kind::not_in : Kind::in, std::move(name), std::move(values));
        }
        wrong(negated ? Text{"in or within", " in 或 within"} : Text{"=, !=, <, <=, >, >=, in, within or is", " =、!=、<、<=、>、>=、in、within 或 is"});
        return {};
    }
    /// What is left of a measure in parentheses: a condition, and the end.
    [[nodiscard]] Measure only(Measure made) {
        if (take("where")) {
            Condition added = condition();
            if (!fault_) made = made.where(std::move(added));
        }
        want(")");
        return fault_ ? Measure{} : made;
    }
    [[nodiscard]] Measure measure() {
        using Kind = typename Measure::Kind;
        static constexpr std::pair<std::string_view, Kind> of_field[] = {
            {"sum", Kind::sum}, {"mean", Kind::mean}, {"min", Kind::least}, {"max", Kind::greatest}, {"median", Kind::quantile}};
        static constexpr std::pair<std::string_view, Kind> of_sums[] = {
            {"top", Kind::top}, {"cr", Kind::concentration}, {"lorenz", Kind::lorenz},
            {"gini", Kind::gini}, {"hhi", Kind::hhi}, {"by", Kind::by}};
        const Text name{"a field", "字段"};
        if (take("count")) {
            if (!take("(")) return {};
            if (!is("where")) wrong({"where", " where"});
            return only({});
        }
        for (const auto& [keyword, kind] : of_field) {
            if (!take(keyword)) continue;
            want("(");
            Word of = word(name);
            return only(kind == Kind::quantile ? Measure::quantile("0.5", std::move(of)) : Measure{kind, {std::move(of)}});
        }
        if (take("quantile")) {
            want("(");
            const std::string level = text_;
            if (kind_ != Token::word || !detail::is_level(level)) wrong({"a level from 0 to 1, as 0.25", " 0 至 1 之间的分位水平，如 0.25"});
            else advance();
            want(",");
            Word of = word(name);
            return fault_ ? Measure{} : only(Measure::quantile(level, std::move(of)));
        }
        if (take("distinct")) {
            want("(");
            std::vector<Word> keys = words(name);
            const Measure made = only({Kind::distinct, keys});
            const auto compared = having();
            if (fault_ || !compared) return made;
            const Measure with{Kind::distinct, std::move(keys), compared};
            return made.where().is_always() ? with : with.where(made.where());
        }
        if (take("share")) return share();
        for (const auto& [keyword, kind] : of_sums) {
            if (!take(keyword)) continue;
            const bool counted = kind == Kind::top || kind == Kind::concentration || kind == Kind::lorenz;
            want("(");
            const std::uint32_t count = counted ? limit() : 1;
            if (counted) want(",");
            Word key = word(name);
            want(",");
            want("sum");
            want("(");
            Word of = word(name);
            want(")");
            if (fault_) return {};
            return only(counted ? Measure{kind, count, std::move(key), std::move(of)} : Measure{kind, {std::move(key), std::move(of)}});
        }
        const std::vector<detail::Late<std::string, When>> all{"count", "sum",      "mean", "median", "quantile", "min", "max",
                                                              "distinct", "share", "top",  "cr",     "lorenz",   "gini", "hhi", "by"};
        std::string names;
        for (const std::string& each : all) names += (names.empty() ? "" : ", ") + each;
        wrong({"a measure: " + names, "指标：" + names}, did_you_mean(text_, all));
        return {};
    }
    [[nodiscard]] std::optional<detail::Late<Having, When>> having() {
        if (!take("having")) return std::nullopt;
        Having made;
        want("sum");
        want("(");
        made.sum = word({"a field", "字段"});
        want(")");
        const auto compared = comparison();
        if (!compared) wrong({"=, !=, <, <=, > or >=", " =、!=、<、<=、> 或 >="});
        else made.comparison = *compared;
        made.amount = word({"an amount", "金额"});
        return made;
    }
    [[nodiscard]] Measure share() {
        want("(");
        if (kind_ == Token::word && !is("count") && !is("sum") && !is("distinct")) {
            stop(ErrorKind::bad_syntax, {text_ + " has no share", text_ + " 没有占比"},
                 {"expected count, sum or distinct", "应为 count、sum 或 distinct"});
        }
        const Measure of = fault_ ? Measure{} : measure();
        if (take("where")) {
            Condition added = condition();
            want(")");
            return fault_ ? Measure{} : Measure{Measure::Kind::share_where, of, std::move(added)};
        }
        if (!take("of")) wrong({"where or of", " where 或 of"});
        auto kind = Measure::Kind::share_total;
        if (take("row")) kind = Measure::Kind::share_row;
        else if (take("column")) kind = Measure::Kind::share_column;
        else if (!take("total")) wrong({"row, column or total", " row、column 或 total"});
        want(")");
        return fault_ ? Measure{} : Measure{kind, of};
    }
    [[nodiscard]] std::uint32_t limit() {
        std::uint32_t value = 0;
        bool digits = kind_ == Token::word && text_.size() <= 6;
        for (const char c : text_) {
            digits = digits && c >= '0' && c <= '9';
            if (digits) value = value * 10 + static_cast<std::uint32_t>(c - '0');
        }
        if (!digits || value == 0) wrong({"a whole number from 1 to 999999", " 1 至 999999 的整数"});
        else advance();
        return value;
    }

    std::string_view rest_;
    std::uint32_t next_line_ = 1, next_column_ = 1;
    Token kind_ = Token::end;
    std::string text_{};
    std::uint32_t line_ = 1, column_ = 1;
    int depth_ = 0;
    std::optional<detail::Late<Fault, When>> fault_{};
};

template <class When>
Result<detail::Late<Definition, When>> Definition::try_parse(std::string_view text) { return DefinitionParser<When>{text}.definition(); }

}   // namespace arrears
