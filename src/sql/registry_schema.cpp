// SPDX-License-Identifier: BSL-1.0
#include "registry_schema.hpp"

#include <arrears/core/enumeration.hpp>
#include <arrears/model/enumerations.hpp>
#include <arrears/sql/registry_database.hpp>

namespace arrears {

namespace {

template <Enumeration E>
[[nodiscard]] std::vector<std::string_view> identifiers_of() {
    std::vector<std::string_view> out;
    for (std::size_t i = 0; i < enum_count<E>; ++i) out.push_back(identifier(enum_at<E>(i)));
    return out;
}
/// `"status" IN ('normal', 'halted')`.
[[nodiscard]] std::string one_of(std::string_view column, const std::vector<std::string_view>& values) {
    std::string out = quoted_name(column) + " IN (";
    for (std::size_t i = 0; i < values.size(); ++i) out += (i == 0 ? "'" : ", '") + std::string{values[i]} + '\'';
    return out + ')';
}
/// A history has the words of what it is the history of.
template <Enumeration E>
[[nodiscard]] std::string history_of(const std::vector<std::string_view>& attributes) {
    return "NOT " + one_of("attribute", attributes) + " OR " + one_of("value", identifiers_of<E>());
}

using detail::SchemaColumn;
using detail::SchemaTable;

[[nodiscard]] SchemaColumn id() { return {"id", CellKind::text, true}; }
[[nodiscard]] SchemaColumn reference(std::string_view name, std::string_view table, bool required = false) {
    return {name, CellKind::text, required, table};
}
template <Enumeration E>
[[nodiscard]] SchemaColumn chosen(std::string_view name, bool required = false) {
    return {name, CellKind::word, required, {}, identifiers_of<E>()};
}

[[nodiscard]] std::string declared(const SchemaColumn& column, DatabaseKind kind) {
    const bool sqlite = kind == DatabaseKind::sqlite;
    const std::string name = quoted_name(column.name);
    std::string out = "    " + name + ' ';
    switch (column.kind) {
    case CellKind::whole:
    case CellKind::amount: out += sqlite ? "INTEGER" : "bigint"; break;
    case CellKind::date: out += sqlite ? "TEXT" : "date"; break;
    default: out += sqlite ? "TEXT" : "text";
    }
    if (column.required) out += " NOT NULL";
    if (!column.references.empty()) out += " REFERENCES " + quoted_name(column.references) + " (\"id\") DEFERRABLE INITIALLY DEFERRED";
    std::string check;
    const bool number = column.kind == CellKind::whole || column.kind == CellKind::amount;
    if (number && sqlite) check = "typeof(" + name + ") IN ('integer', 'null')";
    if (column.kind == CellKind::amount) check += (check.empty() ? "" : " AND ") + name + " >= 0";
    if (column.kind == CellKind::date) {
        check = sqlite ? "date(" + name + ", '+0 days') = " + name + " AND " + name + " >= '1400-01-01'"
                       : name + " BETWEEN '1400-01-01' AND '9999-12-31'";
        // Of a text that is no date at all SQLite's date() is NULL, and so the whole, which a check lets pass.
        if (sqlite) check = name + " IS NULL OR coalesce(" + check + ", 0)";
    }
    if (column.kind == CellKind::month) {
        check = sqlite
                    ? name + " IS NULL OR coalesce(date(" + name + " || '-01', '+0 days') = " + name + " || '-01' AND " + name + " >= '1400-01', 0)"
                    : name + " ~ '^(1[4-9]|[2-9][0-9])[0-9]{2}-(0[1-9]|1[0-2])$'";
    }
    if (!column.words.empty()) check = one_of(column.name, column.words);
    if (column.required && column.kind == CellKind::text) check = name + " <> ''";
    return check.empty() ? out : out + " CHECK (" + check + ')';
}

}   // namespace

const std::vector<SchemaTable>& detail::registry_tables() {
    using enum CellKind;
    const std::vector<std::string_view> certification{"certification"}, status{"status"}, funds = identifiers_of<Insurance>();
    std::vector<std::string_view> attributes = funds;
    attributes.insert(attributes.begin(), {"certification", "status"});
    static const std::vector<SchemaTable> all{
        {"systems", {id(), chosen<SystemKind>("kind", true), {"name"}, {"name_en"}, reference("parent", "systems"), {"founded_year", whole}}, {"id"}},
        {"enterprises",
         {id(),
          {"name"},
          {"uscc", CellKind::word},
          reference("system", "systems"),
          reference("parent", "enterprises"),
          chosen<Ownership>("ownership"),
          {"industry"},
          {"founded", date}},
         {"id"}},
        {"enterprise_history",
         {reference("enterprise", "enterprises", true),
          {"attribute", CellKind::word, true, {}, attributes},
          {"value", CellKind::word, true},
          {"from", date},
          {"to", date}},
         {"enterprise", "attribute", "from"},
         {"\"from\" < \"to\"", history_of<Certification>(certification), history_of<OperatingStatus>(status), history_of<Enrolment>(funds)}},
        {"households",
         {id(), {"district"}, {"able_members", whole}, {"employed_members", whole}},
         {"id"},
         {"\"able_members\" >= 0", "\"employed_members\" BETWEEN 0 AND \"able_members\" OR \"able_members\" IS NULL AND \"employed_members\" >= 0"}},
        {"workers",
         {id(),
          reference("enterprise", "enterprises", true),
          reference("household", "households"),
          chosen<Sex>("sex"),
          {"birth", date},
          chosen<RetirementGroup>("retirement_group"),
          chosen<Education>("education"),
          chosen<EmploymentStatus>("employment"),
          {"employment_since", date},
          chosen<IncomeSource>("income"),
          {"owed", CellKind::word},
          {"name"},
          {"citizen_number", CellKind::word}},
         {"id"},
         {"\"employment\" IS NOT NULL OR \"employment_since\" IS NULL"}},
        {"retirees",
         {id(),
          reference("enterprise", "enterprises", true),
          chosen<Sex>("sex"),
          {"birth", date},
          {"retired", date},
          {"owed", CellKind::word},
          {"name"},
          {"citizen_number", CellKind::word}},
         {"id"},
         {"\"retired\" >= \"birth\""}},
        {"arrears",
         {id(),
          reference("enterprise", "enterprises", true),
          chosen<ArrearsCategory>("category", true),
          {"from", month, true},
          {"through", month, true},
          {"principal", amount, true},
          {"due", date},
          {"persons", whole}},
         {"id"},
         {"\"from\" <= \"through\"", "\"persons\" >= 0"}},
        {"payments", {id(), reference("arrears", "arrears", true), {"date", date, true}, {"amount", amount, true}}, {"id"}},
        {"worker_advances",
         {id(),
          {"worker", text, true},
          reference("enterprise", "enterprises", true),
          reference("arrears", "arrears"),
          {"amount", amount, true},
          {"date", date, true}},
         {"id"}},
        {"resettlement_plans", {id(), {"enterprise_name"}, chosen<ResettlementKind>("kind", true), {"adopted", date}}, {"id"}},
        {"groupings",
         {{"grouping", text, true}, {"field", text, true}, {"group", text, true}, {"label"}, {"label_en"}, {"match", text}},
         {"grouping", "group"}}};
    return all;
}

std::string registry_schema(DatabaseKind kind) {
    std::string out;
    for (const SchemaTable& table : detail::registry_tables()) {
        out += "CREATE TABLE " + quoted_name(table.name) + " (\n    \"entry\" " +
               (kind == DatabaseKind::sqlite ? "INTEGER PRIMARY KEY" : "bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY");
        for (const SchemaColumn& column : table.columns) out += ",\n" + declared(column, kind);
        out += ",\n    UNIQUE (";
        for (std::size_t i = 0; i < table.key.size(); ++i) out += (i == 0 ? "" : ", ") + quoted_name(table.key[i]);
        out += ')';
        for (const std::string& check : table.checks) out += ",\n    CHECK (" + check + ')';
        out += "\n);\n";
    }
    const std::string version = std::to_string(registry_schema_version);
    out += "CREATE TABLE \"arrears_schema\" (\"version\" " + std::string{kind == DatabaseKind::sqlite ? "INTEGER" : "integer"} +
           " NOT NULL);\nINSERT INTO \"arrears_schema\" VALUES (" + version + ");\n";
    return out;
}

}   // namespace arrears
