// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/ageing_bands.hpp>
#include <arrears/core/date.hpp>
#include <arrears/core/enumeration.hpp>
#include <arrears/core/grouping.hpp>
#include <arrears/core/integer.hpp>
#include <arrears/core/money.hpp>
#include <arrears/core/month.hpp>
#include <arrears/model/ids.hpp>
#include <arrears/statistics/dictionary.hpp>
#include <arrears/statistics/field.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace arrears {

namespace detail {

template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;
template <class T>
inline constexpr bool is_id = false;
template <class Tag>
inline constexpr bool is_id<Id<Tag>> = true;

template <class T>
struct Known { using Type = T; };
template <class T>
struct Known<std::optional<T>> { using Type = T; };

/// What a field of this type counts when its distinct values are counted.
template <class T>
[[nodiscard]] constexpr Counted counted() noexcept {
    if constexpr (std::same_as<T, EnterpriseId>) return Counted::enterprises;
    else if constexpr (std::same_as<T, WorkerId>) return Counted::persons;
    else if constexpr (std::same_as<T, HouseholdId>) return Counted::households;
    else if constexpr (std::same_as<T, SystemId>) return Counted::systems;
    else if constexpr (std::same_as<T, PlanId>) return Counted::plans;
    else return Counted::values;
}

template <class T>
concept TextValue = is_id<T> || std::convertible_to<const T&, std::string_view> || std::same_as<T, Month>;
template <class T>
concept CodeValue = Enumeration<T> || std::same_as<T, bool> || TextValue<T>;
template <class T>
concept NumberValue = std::same_as<T, Money> || std::same_as<T, Date> || WholeNumber<T>;

/// Rows that will be read after those of a block: the memory brings them while the block is counted. Blocks of rows that are
/// waited for take a tenth longer in all (benchmark tabulate).
struct RowsAhead {
    std::uintptr_t at = 0;     ///< none need be there
    std::size_t stride = 0;    ///< bytes on, for each cache line of the block: other passes bring the rest
};
inline constexpr std::size_t cache_line = 64;

/// Does something with the number of each row, and has the memory bring others meanwhile.
template <class Row, class Do>
void for_each_row(std::size_t count, RowsAhead ahead, Do act) {
    constexpr std::size_t step = sizeof(Row) < cache_line ? cache_line / sizeof(Row) : 1;   // known here: unrolled
    std::size_t i = 0;
    for (; i + step <= count; i += step, ahead.at += ahead.stride) {
        __builtin_prefetch(reinterpret_cast<const void*>(ahead.at));
        for (std::size_t k = 0; k < step; ++k) act(i + k);
    }
    for (; i < count; ++i) act(i);
}

/// What a field has of a row, as std::invoke has it; <functional> is large.
template <class P, class Row>
[[nodiscard]] constexpr decltype(auto) project(const P& projection, const Row& row) {
    if constexpr (std::is_member_object_pointer_v<P>) return (row.*projection);
    else if constexpr (std::is_member_function_pointer_v<P>) return (row.*projection)();
    else return projection(row);
}

template <NumberValue T>
[[nodiscard]] constexpr std::int64_t number_of(const T& value) {
    if constexpr (std::same_as<T, Money>) return value.fen();
    else if constexpr (std::same_as<T, Date>) return date_number(value);
    else return to_int64(value, "field");
}

/// Ageing bands as of a day, as groups of day numbers.
struct AgeingGroups {
    AgeingBands bands;
    Date as_of;
    [[nodiscard]] std::optional<std::size_t> group_of(std::int64_t due) const { return ageing_entry(bands, Date{} + due, as_of); }
};

}   // namespace detail

/// A value that a field of a tally can have: an enumeration, bool (yes, no), an id, text (empty: unknown), a Month, Money, a
/// Date, a whole number; or a std::optional of these, empty where unknown.
template <class T>
concept FieldValue = detail::CodeValue<typename detail::Known<T>::Type> || detail::NumberValue<typename detail::Known<T>::Type>;

/// A field of rows of a caller's own type: its name in definitions, and how a row gives it (a pointer to a member, or a callable).
template <class Row>
class RowField {
public:
    /// \param counts what one distinct value is; by default as the type of id says
    template <class P> requires FieldValue<std::remove_cvref_t<std::invoke_result_t<const P&, const Row&>>>
    RowField(std::string_view name, P projection, Text label = {}, std::optional<Counted> counts = {}) {
        using T = typename detail::Known<std::remove_cvref_t<std::invoke_result_t<const P&, const Row&>>>::Type;
        set(name, std::move(label), counts.value_or(detail::counted<T>()));
        if constexpr (std::same_as<T, Money>) info_.kind = FieldKind::money;
        else if constexpr (std::same_as<T, Date>) info_.kind = FieldKind::date;
        else if constexpr (detail::NumberValue<T>) info_.kind = FieldKind::integer;
        else if constexpr (Enumeration<T>) info_.vocabulary = std::make_shared<const Vocabulary>(Vocabulary::of<T>());
        else if constexpr (std::same_as<T, bool>) info_.vocabulary = std::make_shared<const Vocabulary>(Vocabulary::yes_no());
        column_ = std::make_shared<const Projected<P>>(std::move(projection));
    }
    /// The group, by `grouping`, of the code or number that the projection gives.
    template <class P> requires FieldValue<std::remove_cvref_t<std::invoke_result_t<const P&, const Row&>>>
    RowField(std::string_view name, P projection, const Grouping& grouping, Text label = {}) {
        set(name, std::move(label), Counted::values);
        info_.vocabulary = std::make_shared<const Vocabulary>(Vocabulary::of(grouping));
        column_ = std::make_shared<const Grouped<P, Grouping>>(std::move(projection), grouping);
    }
    /// How long past due each row is at a date, in bands (账龄), by the due day that the projection gives.
    template <class P>
    requires std::same_as<typename detail::Known<std::remove_cvref_t<std::invoke_result_t<const P&, const Row&>>>::Type, Date>
    RowField(std::string_view name, P projection, const AgeingBands& bands, Date as_of, Text label = {}) {
        set(name, std::move(label), Counted::values);
        info_.vocabulary = std::make_shared<const Vocabulary>(Vocabulary::of(bands));
        column_ = std::make_shared<const Grouped<P, detail::AgeingGroups>>(std::move(projection), detail::AgeingGroups{bands, as_of});
    }
    template <class P>
    requires(!FieldValue<std::remove_cvref_t<std::invoke_result_t<const P&, const Row&>>>) RowField(std::string_view, P, ...)
    = delete;   // a field of a tally is exact: no floating point; give Money, a whole number, an enumeration, an id, text or a Date

    [[nodiscard]] const FieldInfo& info() const noexcept { return info_; }
    void codes(const Row* rows, std::size_t count, detail::RowsAhead ahead, Dictionary& dictionary, std::uint32_t* out) const {
        column_->codes(rows, count, ahead, dictionary, out);
    }
    [[nodiscard]] std::int64_t numbers(const Row* rows, std::size_t count, detail::RowsAhead ahead, std::int64_t* out) const {
        return column_->numbers(rows, count, ahead, out);
    }

private:
    struct Column {
        Column() = default;
        Column(const Column&) = delete;
        Column& operator=(const Column&) = delete;
        virtual ~Column() = default;
        virtual void codes(const Row*, std::size_t, detail::RowsAhead, Dictionary&, std::uint32_t*) const {}
        virtual std::int64_t numbers(const Row*, std::size_t, detail::RowsAhead, std::int64_t*) const { return -1; }
    };
    template <class P>
    struct Projected final : Column {
        using Raw = std::remove_cvref_t<std::invoke_result_t<const P&, const Row&>>;
        using T = typename detail::Known<Raw>::Type;
        explicit Projected(P given) : projection{std::move(given)} {}

        void codes(const Row* rows, std::size_t count, detail::RowsAhead ahead, Dictionary& dictionary, std::uint32_t* out) const override {
            if constexpr (detail::CodeValue<T>) {
                detail::for_each_row<Row>(count, ahead, [&](std::size_t i) {
                    decltype(auto) value = detail::project(projection, rows[i]);
                    if constexpr (detail::is_optional<Raw>) out[i] = value ? code(*value, dictionary) : unknown_code;
                    else out[i] = code(value, dictionary);
                });
            }
        }
        std::int64_t numbers(const Row* rows, std::size_t count, detail::RowsAhead ahead, std::int64_t* out) const override {
            std::int64_t bits = 0;
            if constexpr (detail::NumberValue<T>) {
                detail::for_each_row<Row>(count, ahead, [&](std::size_t i) {
                    decltype(auto) value = detail::project(projection, rows[i]);
                    if constexpr (detail::is_optional<Raw>) out[i] = value ? detail::number_of(*value) : unknown_number;
                    else out[i] = detail::number_of(value);
                    bits |= out[i];
                });
                if (!detail::is_optional<Raw> && bits < 0 && std::find(out, out + count, unknown_number) != out + count)
                    throw overflow("field", std::to_string(unknown_number));   // the one number that stands for unknown
            }
            return bits;
        }
        [[nodiscard]] static std::uint32_t code(const T& value, Dictionary& dictionary) {
            if constexpr (Enumeration<T>) return static_cast<std::uint32_t>(value) + 1;
            else if constexpr (std::same_as<T, bool>) return value ? 1 : 2;
            else if constexpr (std::same_as<T, Month>) return dictionary.code_of(print(value));
            else if constexpr (detail::is_id<T>) return dictionary.code_of(value.view());
            else return dictionary.code_of(std::string_view{value});
        }
        P projection;
    };
    template <class P, class Groups>
    struct Grouped final : Column {
        using Raw = std::remove_cvref_t<std::invoke_result_t<const P&, const Row&>>;
        Grouped(P given, Groups by) : projection{std::move(given)}, grouping{std::move(by)} {}
        void codes(const Row* rows, std::size_t count, detail::RowsAhead ahead, Dictionary&, std::uint32_t* out) const override {
            detail::for_each_row<Row>(count, ahead, [&](std::size_t i) {
                decltype(auto) value = detail::project(projection, rows[i]);
                std::optional<std::size_t> group;
                if constexpr (!detail::is_optional<Raw>) group = group_of(value);
                else if (value) group = group_of(*value);
                out[i] = group ? static_cast<std::uint32_t>(*group) + 1 : unknown_code;
            });
        }
        template <class T>
        [[nodiscard]] std::optional<std::size_t> group_of(const T& value) const {
            if constexpr (detail::NumberValue<T>) return grouping.group_of(detail::number_of(value));
            else if constexpr (detail::is_id<T>) return grouping.group_of(value.view());
            else return grouping.group_of(std::string_view{value});
        }
        P projection;
        Groups grouping;
    };

    void set(std::string_view name, Text label, Counted counts) {
        info_.name = name;
        info_.label = label.empty() ? Text{info_.name, info_.name} : std::move(label);
        info_.counts = counts;
    }

    FieldInfo info_{};
    std::shared_ptr<const Column> column_{};
};

/// The fields of rows of one type: what binds definitions to a range of them. Copies share.
template <class Row>
class Fields {
public:
    /// \param row what one row is. \throws Error (duplicate) where two fields have one name
    Fields(std::initializer_list<RowField<Row>> fields, Counted row = Counted::records, std::string source = {}) : fields_{fields} {
        auto schema = std::make_shared<Schema>();
        schema->row = row;
        schema->source = std::move(source);
        for (const RowField<Row>& each : fields_) {
            if (schema->find(each.info().name)) {
                throw Error{Fault{ErrorKind::duplicate,
                                  {},
                                  {"two fields are called " + each.info().name, "有两个字段名为 " + each.info().name},
                                  each.info().name,
                                  {},
                                  {}}};
            }
            schema->fields.push_back(each.info());
        }
        schema_ = std::move(schema);
    }

    [[nodiscard]] const std::shared_ptr<const Schema>& schema() const noexcept { return schema_; }
    [[nodiscard]] const RowField<Row>& operator[](std::size_t field) const noexcept { return fields_[field]; }

private:
    std::vector<RowField<Row>> fields_{};
    std::shared_ptr<const Schema> schema_{};
};

}   // namespace arrears
