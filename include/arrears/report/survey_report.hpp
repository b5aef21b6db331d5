// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/date.hpp>
#include <arrears/core/enumeration.hpp>
#include <arrears/core/language.hpp>
#include <arrears/io/about_file.hpp>
#include <arrears/io/diagnostics.hpp>
#include <arrears/io/tables_file.hpp>
#include <arrears/model/registry.hpp>
#include <arrears/reconcile/derived.hpp>
#include <arrears/reconcile/figure.hpp>
#include <arrears/statistics/definition.hpp>

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace arrears {

/// The forms in which a report is printed.
ARREARS_ENUM(ReportFormat,
    (text, "文本", "text"),
    (markdown, "Markdown", "Markdown", "md"),
    (csv, "CSV", "CSV"),
    (json, "JSON", "JSON"));

/// One figure of a report: what the records give, and beside it what was published.
struct ReportLine {
    Text label;
    Definition definition;              ///< how the records give it, in canonical form
    FigureUnit unit = FigureUnit::items;
    std::string computed;               ///< in `unit`, without separators; empty where the records give no value (a share of nothing)
    std::optional<Ratio> value;         ///< the same exactly, in the base of the unit's dimension
    std::optional<PublishedFigure> published;
    std::optional<FigureComparison> comparison;   ///< where there are both
};

struct ReportTable {
    std::string id;
    Text title;
    std::vector<ReportLine> lines;
};

/// Digits with a comma before every third, for people: `1234567.89` is `1,234,567.89`.
[[nodiscard]] std::string with_separators(std::string_view digits);

/// A survey's tables over one registry, with what does not reconcile.
struct SurveyReport {
    RegistryAbout about;
    Date as_of;
    bool has_published = false;
    std::size_t relations = 0;    ///< between published figures, derived from their definitions and checked
    std::vector<ReportTable> tables;
    std::vector<Text> findings;   ///< what does not hold together, one sentence each: relations first, then figures against records
};

/// The tables of a report on a folder that brings none: those of the Yangquan survey, in its file tables.csv.
[[nodiscard]] const std::vector<TableTemplate>& standard_tables();

/// Computes the tables over `registry` as of a date; each line whose canonical definition equals that of a published figure shows
/// it. Published figures that no table has come last, in a table of their own.
///
/// Nothing in it knows a particular survey: tables follow from their file and the registry's groupings, systems and vocabularies.
/// Definitions, of tables or figures, that name what the registry does not have all go to the diagnostics, with their places;
/// then there is no report.
[[nodiscard]] std::optional<SurveyReport> make_survey_report(const Registry& registry, Date as_of, std::span<const TableTemplate> tables,
                                                             std::span<const PublishedFigure> figures, RegistryAbout about,
                                                             Diagnostics& diagnostics);
/// The same of the standard tables. \throws Error in place of diagnostics
[[nodiscard]] SurveyReport make_survey_report(const Registry& registry, Date as_of, std::span<const PublishedFigure> figures,
                                              RegistryAbout about = {});

[[nodiscard]] std::string print(const SurveyReport& report, ReportFormat format, Language language);

}   // namespace arrears
