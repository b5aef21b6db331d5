// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/enumeration.hpp>
#include <arrears/core/grouping.hpp>
#include <arrears/core/industry.hpp>
#include <arrears/core/when_called.hpp>
#include <arrears/statistics/field.hpp>
#include <arrears/statistics/reader.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace arrears {

/// One kind of record of a registry, as of a date, column by column: codes of a vocabulary, or numbers. Made once, then read by
/// any number of tallies, from several threads if wanted.
class RegistrySource {
public:
    template <class = detail::WhenCalled>
    RegistrySource(std::string name, Counted row, Date as_of, std::string law, std::size_t size) : size_{size} {
        draft_.source = std::move(name);
        draft_.row = row;
        draft_.as_of = as_of;
        draft_.law = std::move(law);
    }

    [[nodiscard]] const std::string& name() const noexcept { return draft_.source; }
    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    [[nodiscard]] const std::shared_ptr<const Schema>& schema() const noexcept { return schema_; }

    /// An enumeration. \param value what record i has; nothing where unknown
    template <Enumeration E, class Value>
    void add_enum(std::string name, Text label, Value value) {
        static const auto vocabulary = std::make_shared<const Vocabulary>(Vocabulary::of<E>());
        add_codes(std::move(name), std::move(label), vocabulary, Counted::values, [&](std::size_t i) {
            const std::optional<E> known = value(i);
            return known ? static_cast<std::uint32_t>(*known) + 1 : unknown_code;
        });
    }
    template <class Value>
    void add_yes_no(std::string name, Text label, Value value) {
        static const auto vocabulary = std::make_shared<const Vocabulary>(Vocabulary::yes_no());
        add_codes(std::move(name), std::move(label), vocabulary, Counted::values, [&](std::size_t i) {
            const std::optional<bool> known = value(i);
            return !known ? unknown_code : *known ? 1U : 2U;
        });
    }
    /// \param code of record i in the vocabulary, from 1; unknown_code where unknown
    template <class Code>
    void add_codes(std::string name, Text label, std::shared_ptr<const Vocabulary> vocabulary, Counted counts, Code code) {
        detail::Late<Column, Code> column;
        column.codes.resize(size_);
        for (std::size_t i = 0; i < size_; ++i) column.codes[i] = code(i);
        detail::late<Code>(draft_).fields.push_back({std::move(name), std::move(label), FieldKind::code, std::move(vocabulary), counts});
        columns_.push_back(std::move(column));
    }
    template <class Number>
    void add_numbers(std::string name, Text label, FieldKind kind, Number number) {
        detail::Late<Column, Number> column;
        column.numbers.resize(size_);
        for (std::size_t i = 0; i < size_; ++i) {
            const std::optional<std::int64_t> known = number(i);
            column.numbers[i] = known.value_or(unknown_number);
            column.bits |= column.numbers[i];
        }
        detail::late<Number>(draft_).fields.push_back({std::move(name), std::move(label), kind, nullptr, Counted::values});
        columns_.push_back(std::move(column));
    }
    /// Every field of another source, taken through a position per record: the fields of each record's enterprise.
    template <class At>
    void add_joined(const RegistrySource& other, At at) {
        for (std::size_t f = 0; f < other.columns_.size(); ++f) {
            const Column& from = other.columns_[f];
            detail::Late<Column, At> column;
            column.bits = from.bits;
            if (!from.codes.empty() || other.draft_.fields[f].kind == FieldKind::code) {
                column.codes.resize(size_);
                for (std::size_t i = 0; i < size_; ++i) column.codes[i] = from.codes[at(i)];
            } else {
                column.numbers.resize(size_);
                for (std::size_t i = 0; i < size_; ++i) column.numbers[i] = from.numbers[at(i)];
            }
            detail::late<At>(draft_).fields.push_back(other.draft_.fields[f]);
            columns_.push_back(std::move(column));
        }
    }
    /// Ends the making: from now on the source is read.
    template <class = detail::WhenCalled>
    void finish() { schema_ = std::make_shared<const Schema>(draft_); }

    /// A reader of all its records. It must not outlive the source.
    class Reader final : public RowReader {
    public:
        explicit Reader(const RegistrySource& source) noexcept : source_{source} {}
        [[nodiscard]] const std::shared_ptr<const Schema>& schema() const override { return source_.schema_; }
        [[nodiscard]] std::size_t next(std::size_t count_max) override {
            at_ += count_;
            count_ = std::min(count_max, source_.size_ - at_);
            return count_;
        }
        void codes(std::size_t field, Dictionary&, std::uint32_t* out) override {
            std::copy_n(source_.columns_[field].codes.data() + at_, count_, out);
        }
        std::int64_t numbers(std::size_t field, std::int64_t* out) override {
            std::copy_n(source_.columns_[field].numbers.data() + at_, count_, out);
            return source_.columns_[field].bits;
        }

    private:
        const RegistrySource& source_;
        std::size_t at_ = 0;
        std::size_t count_ = 0;
    };

private:
    struct Column {
        std::vector<std::uint32_t> codes{};
        std::vector<std::int64_t> numbers{};
        std::int64_t bits = 0;   // that any number has: a bound where none is negative
    };

    std::size_t size_;
    Schema draft_{};
    std::shared_ptr<const Schema> schema_{};
    std::vector<Column> columns_{};
};

}   // namespace arrears
