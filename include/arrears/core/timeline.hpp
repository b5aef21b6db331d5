// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/date.hpp>
#include <arrears/core/period.hpp>

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <iosfwd>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace arrears {

/// A value from `from` up to, but without, `to`. Date::first() as start: since always, or since when is not known.
/// Date::last() as end: still in force, that day included.
template <class T>
struct DatedValue {
    Date from = Date::first();
    Date to = Date::last();
    T value{};

    [[nodiscard]] Period period() const { return {from, to}; }
    [[nodiscard]] constexpr bool contains(Date date) const { return from <= date && (date < to || to == Date::last()); }

    friend bool operator==(const DatedValue&, const DatedValue&) = default;
};

/// A value that changes over time: a rate of law, an enterprise's status. Spans [from, to) never overlap; between them
/// there may be gaps, where nothing is known. A timeline of no spans knows nothing at any date.
template <class T>
class Timeline {
public:
    using Span = DatedValue<T>;
    class Builder;

    Timeline() = default;
    /// Spans in any order. \throws Error (contradiction) naming two that overlap; (bad_argument) one that is empty
    Timeline(std::initializer_list<Span> spans) : Timeline{from(std::vector<Span>(spans))} {}

    /// \param spans in any order
    /// \param known_until the last day that the source speaks for, itself included; none: as far as the spans go
    /// \throws Error (contradiction) naming two that overlap; (bad_argument) one that is empty or reversed
    [[nodiscard]] static Timeline from(std::vector<Span> spans, std::optional<Date> known_until = {}) {
        return try_from(std::move(spans), known_until).value();
    }
    [[nodiscard]] static Result<Timeline> try_from(std::vector<Span> spans, std::optional<Date> known_until = {}) {
        for (const Span& span : spans) {
            if (!(span.from < span.to)) return empty_span(span);
        }
        std::stable_sort(spans.begin(), spans.end(), [](const Span& a, const Span& b) { return a.from < b.from; });
        return of_sorted(std::move(spans), known_until);
    }
    /// As from(), of spans that stand by date already.
    [[nodiscard]] static Timeline in_order(std::vector<Span> spans, std::optional<Date> known_until = {}) {
        for (const Span& span : spans) {
            if (!(span.from < span.to)) throw Error{empty_span(span)};
        }
        return of_sorted(std::move(spans), known_until).value();
    }
    /// One value, since always and still.
    [[nodiscard]] static Timeline always(T value) { return from({Span{Date::first(), Date::last(), std::move(value)}}); }

    [[nodiscard]] std::span<const Span> spans() const& noexcept { return {spans_.data(), spans_.size()}; }   ///< by date
    std::span<const Span> spans() const&& = delete;   // they would outlive the timeline: give it a name
    [[nodiscard]] bool empty() const noexcept { return spans_.empty(); }
    [[nodiscard]] std::optional<Date> known_until() const noexcept { return known_until_; }

    /// The span in force on the day; null in a gap, outside the spans and after known_until().
    [[nodiscard]] const Span* find_span(Date date) const& noexcept {
        if (known_until_ && *known_until_ < date) return nullptr;
        const auto after = std::upper_bound(spans_.begin(), spans_.end(), date, [](Date day, const Span& span) { return day < span.from; });
        return after == spans_.begin() || !std::prev(after)->contains(date) ? nullptr : &*std::prev(after);
    }
    const Span* find_span(Date) const&& = delete;   // it would outlive the timeline: give it a name
    /// The value in force on the day; null in a gap, outside the spans and after known_until().
    [[nodiscard]] const T* find(Date date) const& noexcept {
        const Span* const span = find_span(date);
        return span == nullptr ? nullptr : &span->value;
    }
    const T* find(Date) const&& = delete;   // it would outlive the timeline: give it a name
    /// \throws Error (outside_known), which says what is known
    [[nodiscard]] const Span& span_at(Date date) const& {
        if (const Span* const span = find_span(date)) return *span;
        throw Error{unknown_at(date)};
    }
    [[nodiscard]] Span span_at(Date date) const&& { return span_at(date); }
    /// \throws Error (outside_known), which says what is known
    [[nodiscard]] const T& at(Date date) const& { return span_at(date).value; }
    [[nodiscard]] T at(Date date) const&& { return span_at(date).value; }
    [[nodiscard]] T value_or(Date date, T other) const {
        const T* const value = find(date);
        return value == nullptr ? std::move(other) : *value;
    }

    /// Since when the value in force on the day has held without a change or a gap, also across spans of equal values;
    /// Date::first() where it has always held or its start is not known. Nothing where no value is in force.
    [[nodiscard]] std::optional<Date> since(Date date) const {
        const Span* span = find_span(date);
        if (span == nullptr) return std::nullopt;
        while (span != spans_.data() && (span - 1)->to == span->from && (span - 1)->value == span->value) --span;
        return span->from;
    }

    friend bool operator==(const Timeline&, const Timeline&) = default;

private:
    [[nodiscard]] static Result<Timeline> of_sorted(std::vector<Span> spans, std::optional<Date> known_until) {
        for (std::size_t i = 1; i < spans.size(); ++i) {
            if (spans[i].from < spans[i - 1].to) return overlap(spans[i - 1], spans[i]);
        }
        Timeline made;
        made.spans_ = std::move(spans);
        made.known_until_ = known_until;
        return made;
    }
    [[nodiscard]] static Fault empty_span(const Span& span) {
        const std::string from = print(span.from), to = print(span.to);
        return {ErrorKind::bad_argument,
                {},
                {"a span from " + from + " to " + to + " has no days", "从 " + from + " 到 " + to + " 的期间没有一天"},
                {},
                {"expected an end after the start; the end is not included", "终点应晚于起点；终点当日不计入"},
                {}};
    }
    [[nodiscard]] static Fault overlap(const Span& a, const Span& b) {
        const std::string one = print(a.period()), other = print(b.period());
        return {ErrorKind::contradiction,
                {},
                {"spans " + one + " and " + other + " overlap", "期间 " + one + " 与 " + other + " 重叠"},
                {},
                {"expected one value on each day; the end is not included", "每一天应只有一个值；终点当日不计入"},
                {}};
    }
    [[nodiscard]] Fault unknown_at(Date date) const {
        std::string spans;
        const Span* before = nullptr;
        for (const Span& span : spans_) {   // spans that adjoin are told as one
            if (before == nullptr || before->to != span.from) {
                if (before != nullptr) spans += (before->to == Date::last() ? std::string{} : print(before->to)) + ", ";
                spans += (span.from == Date::first() ? std::string{} : print(span.from)) + "..";
            }
            before = &span;
        }
        if (before != nullptr && before->to != Date::last()) spans += print(before->to);
        Text known{spans.empty() ? "nothing is known" : "known: " + spans, spans.empty() ? "没有任何已知值" : "已知期间：" + spans};
        if (known_until_) {
            known.en += ", until " + print(*known_until_);
            known.zh += "，截至 " + print(*known_until_);
        }
        return {ErrorKind::outside_known, {}, {"no value is known on " + print(date), print(date) + " 没有已知的值"}, print(date), std::move(known), {}};
    }

    std::vector<Span> spans_;
    std::optional<Date> known_until_;
};

/// Gathers spans one by one, in any order; what does not fit together shows in build().
template <class T>
class Timeline<T>::Builder {
public:
    /// From `from` up to, but without, `to`.
    Builder& add(Date from, Date to, T value) {
        spans_.push_back({from, to, std::move(value)});
        return *this;
    }
    Builder& add(Period period, T value) { return add(period.from(), period.to(), std::move(value)); }
    /// From `from` on, still in force.
    Builder& add(Date from, T value) { return add(from, Date::last(), std::move(value)); }
    /// The last day that the source speaks for, itself included.
    Builder& known_until(Date date) {
        known_until_ = date;
        return *this;
    }
    [[nodiscard]] bool empty() const noexcept { return spans_.empty(); }

    /// \throws Error (contradiction) naming two spans that overlap; (bad_argument) one that is empty or reversed
    [[nodiscard]] Timeline build() const { return Timeline::from(spans_, known_until_); }
    [[nodiscard]] Result<Timeline> try_build() const { return Timeline::try_from(spans_, known_until_); }

private:
    std::vector<Span> spans_;
    std::optional<Date> known_until_;
};

/// `2012-01-01..2015-06-01 half, 2015-06-01.. whole`
template <class Traits, class T>
std::basic_ostream<char, Traits>& operator<<(std::basic_ostream<char, Traits>& out, const Timeline<T>& timeline) {
    bool begun = false;
    for (const DatedValue<T>& span : timeline.spans()) {
        if (begun) out << ", ";
        begun = true;
        out << print(span.period()) << ' ' << span.value;
    }
    return out;
}

}   // namespace arrears
