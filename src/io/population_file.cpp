// SPDX-License-Identifier: BSL-1.0
#include <arrears/io/population_file.hpp>

#include "csv_table.hpp"

#include <arrears/core/money_text.hpp>

#include <charconv>
#include <limits>
#include <optional>
#include <utility>

namespace arrears {

namespace {

using detail::column;
using detail::TableColumn;
using Kind = RecordColumn::Kind;
constexpr auto required = detail::Presence::required;

struct Row {
    std::string kind{}, column{}, is{}, of{}, values{}, weights{};
};

const std::vector<TableColumn<Row>>& columns() {
    static const std::vector<TableColumn<Row>> all{
        column<Row, &Row::kind>("kind", {"记录"}, required), column<Row, &Row::column>("column", {"列"}, required),
        column<Row, &Row::is>("is", {"性质"}, required),     column<Row, &Row::of>("of", {"所指"}),
        column<Row, &Row::values>("values", {"取值"}),       column<Row, &Row::weights>("weights", {"权重"})};
    return all;
}

struct KindName {
    Kind kind;
    std::string_view en, zh;
    bool some = false;
};
constexpr KindName kind_names[] = {{Kind::id, "id", "编号"},       {Kind::under, "under", "隶属"}, {Kind::under, "some_under", "部分隶属", true},
                                   {Kind::link, "link", "关联"},   {Kind::code, "code", "词"},     {Kind::number, "number", "数字"},
                                   {Kind::money, "money", "金额"}, {Kind::bands, "bands", "分段"}};

/// At each `;`, without blanks around; nothing of an empty text.
[[nodiscard]] std::vector<std::string_view> parts_of(std::string_view text) {
    std::vector<std::string_view> out;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(';'), text.size());
        std::string_view part = text.substr(0, end);
        while (part.starts_with(' ')) part.remove_prefix(1);
        while (part.ends_with(' ')) part.remove_suffix(1);
        out.push_back(part);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return out;
}
[[nodiscard]] std::optional<std::int64_t> whole(std::string_view text) {
    std::int64_t out = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
    return error == std::errc{} && end == text.data() + text.size() && !text.empty() ? std::optional{out} : std::nullopt;
}
[[nodiscard]] std::optional<std::int64_t> fen(std::string_view text) {
    const auto amount = try_parse_money(text);
    return amount ? std::optional{amount->fen()} : std::nullopt;
}
/// `a..b`, or `a` alone for both; without an end where `open` says what that is.
template <class Read>
[[nodiscard]] bool read_range(std::string_view text, const Read& read, std::optional<std::pair<std::int64_t, std::int64_t>> open, std::int64_t& first,
                              std::int64_t& last) {
    const std::size_t dots = text.find("..");
    const std::string_view low = text.substr(0, dots), high = dots == std::string_view::npos ? low : text.substr(dots + 2);
    const auto end = [&](std::string_view part, std::int64_t none) { return part.empty() && open ? std::optional{none} : read(part); };
    const auto a = end(low, open ? open->first : 0), b = end(high, open ? open->second : 0);
    if (a) first = *a;
    if (b) last = *b;
    return a && b;
}

/// \returns the field that is wrong, and what it should be
[[nodiscard]] std::optional<std::pair<std::string, Text>> read(const Row& row, RecordColumn& out) {
    using Wrong = std::pair<std::string, Text>;
    const auto kind =
        std::find_if(std::begin(kind_names), std::end(kind_names), [&](const KindName& each) { return row.is == each.en || row.is == each.zh; });
    if (kind == std::end(kind_names))
        return Wrong{
            "is", {"expected id, under, some_under, link, code, number, money or bands", "应为 编号、隶属、部分隶属、关联、词、数字、金额 或 分段"}};
    out.kind = kind->kind, out.some = kind->some, out.name = row.column, out.of = row.of;
    if (row.column.empty()) return Wrong{"column", {"expected a name", "应有名称"}};
    if (out.kind == Kind::id || out.kind == Kind::link) return std::nullopt;
    if (out.kind == Kind::under) {
        if (!read_range(row.values, whole, {}, out.first, out.last))
            return Wrong{"values", {"expected how many belong to one, as 1..400", "应为每条下属的数目，如 1..400"}};
        return std::nullopt;
    }
    constexpr std::int64_t lowest = std::numeric_limits<std::int64_t>::min(), highest = std::numeric_limits<std::int64_t>::max();
    for (std::string_view part : parts_of(row.values)) {
        RecordColumn::Value& value = out.values.emplace_back();
        if (out.kind == Kind::code) {
            const std::size_t in = part.find('<');
            value.key = part == "?" ? std::string_view{} : part.substr(0, in);
            if (in != std::string_view::npos) value.parent = part.substr(in + 1);
            continue;
        }
        if (out.kind == Kind::bands) {
            const std::size_t blank = part.find(' ');
            value.key = part.substr(0, blank);
            const std::string_view range = blank == std::string_view::npos ? std::string_view{} : part.substr(blank + 1);
            if (range.find("..") == std::string_view::npos || !read_range(range, whole, std::pair{lowest, highest}, value.first, value.last))
                return Wrong{"values",
                             {"expected bands such as under_40 ..40;from_40 40.. (the lower edge belongs to the band, the upper does not)",
                              "应为分段，如 under_40 ..40;from_40 40..（含下界，不含上界）"}};
            if (value.last != highest) --value.last;
            continue;
        }
        const bool sound =
            out.kind == Kind::money ? read_range(part, fen, {}, value.first, value.last) : read_range(part, whole, {}, value.first, value.last);
        if (!sound && out.kind == Kind::money) return Wrong{"values", {"expected amounts such as 1200元..500万元", "应为金额，如 1200元..500万元"}};
        if (!sound) return Wrong{"values", {"expected whole numbers such as 22..59 or 250;500;15000", "应为整数，如 22..59 或 250;500;15000"}};
    }
    if (row.weights.empty()) return std::nullopt;
    const auto weights = parts_of(row.weights);
    if (weights.size() != out.values.size())
        return Wrong{"weights",
                     {"expected as many weights as there are values: " + std::to_string(out.values.size()),
                      "权重应与取值一样多：" + std::to_string(out.values.size())}};
    for (std::size_t i = 0; i < weights.size(); ++i) {
        const auto weight = whole(weights[i]);
        if (!weight || *weight < 1 || *weight > 1'000'000)
            return Wrong{"weights", {"expected whole numbers from 1 to 1000000", "应为 1 至 1000000 的整数"}};
        out.values[i].weight = *weight;
    }
    return std::nullopt;
}

}   // namespace

Population read_population(const std::string& path, Diagnostics& diagnostics) {
    Population out;
    std::vector<Fault> faults;
    detail::read_table<Row>(path, columns(), false, diagnostics, [&](const Row& row, Place place) {
        RecordColumn made;
        made.place = place;
        if (auto wrong = read(row, made)) {
            place.field = wrong->first;
            faults.push_back({ErrorKind::bad_syntax,
                              place,
                              {"the description of " + in_quotes(row.column) + " is wrong", in_quotes(row.column) + " 的描述有误"},
                              {},
                              std::move(wrong->second),
                              {}});
            return;
        }
        auto kind = std::find_if(out.kinds.begin(), out.kinds.end(), [&](const RecordKind& each) { return each.name == row.kind; });
        if (kind == out.kinds.end()) kind = out.kinds.insert(kind, {row.kind, {}});
        made.place.field = "column";
        kind->columns.push_back(std::move(made));
    });
    if (faults.empty() && diagnostics.empty()) faults = out.faults();
    std::vector<Place*> places;
    for (Fault& each : faults) places.push_back(&each.place);
    detail::find_cells(path, detail::names_of<Row>(columns()), places);
    for (Fault& each : faults) diagnostics.add(std::move(each));
    return out;
}

}   // namespace arrears
