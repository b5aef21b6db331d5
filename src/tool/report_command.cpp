// SPDX-License-Identifier: BSL-1.0
#include "report_command.hpp"

#include <arrears/io/about_file.hpp>
#include <arrears/io/published_file.hpp>
#include <arrears/io/registry_files.hpp>

#include <algorithm>
#include <filesystem>
#include <utility>
#include <vector>

namespace arrears::tool {

void add_report_options(CLI::App& command, ReportOptions& options, const std::string& default_directory) {
    options.directory = default_directory;
    command.add_option("DIR", options.directory, "folder with registry/*.csv and, where there is one, published.csv; default: the Yangquan sample");
    command.add_option("--as-of", options.as_of, "the day as of which all is computed; default: the one that registry/about.csv states")
        ->type_name("DATE")
        ->check([](const std::string& text) { return try_parse_date(text) ? std::string{} : try_parse_date(text).fault().message(); }, "");
    std::vector<std::string> formats;
    for (std::size_t i = 0; i < enum_count<ReportFormat>; ++i) formats.emplace_back(identifier(enum_at<ReportFormat>(i)));
    const auto set = [&options](const std::string& text) { options.format = *parse_enum<ReportFormat>(text); };
    command.add_option_function<std::string>("--format", set, "how the report is printed; default: text")
        ->check(CLI::IsMember(formats))
        ->type_name("FORMAT");
    add_language(command, options.language);
    const std::string name = command.get_parent() == nullptr ? "survey_report" : "arrears " + command.get_name();
    command.footer("Example: " + name + " my-city --as-of 2018-12-31 --format markdown");
}

namespace {

/// The last day of the latest month in which anything was owed: what "as of" means where nobody said it.
[[nodiscard]] std::optional<Date> latest_month_owed(const Registry& registry) {
    std::optional<Date> latest;
    for (const ArrearsView& arrears : registry.arrears()) {
        const Date day = arrears.record().months.last.last_day();
        if (!latest || day > *latest) latest = day;
    }
    return latest;
}

/// The date of `--as-of`, of about.csv, or of the records, which is said; nothing where there is none.
[[nodiscard]] std::optional<Date> as_of_date(const ReportOptions& options, const RegistryAbout& about, const Registry& registry) {
    if (!options.as_of.empty()) return try_parse_date(options.as_of).value();
    if (about.as_of) return about.as_of;
    const std::optional<Date> latest = latest_month_owed(registry);
    if (latest) {
        const std::string day = print(*latest);
        const Text said{"As of " + day + ", the last day of the latest month owed; --as-of DATE, or as_of in registry/about.csv, sets another.",
                        "以最后一个欠费月份的末日 " + day + " 为截止日；可用 --as-of 日期，或在 registry/about.csv 中写 as_of 另定。"};
        std::fprintf(stderr, "%s\n", said.in(options.language).c_str());
    }
    return latest;
}

}   // namespace

int run_report(const ReportOptions& options) {
    const std::filesystem::path directory{options.directory};
    Diagnostics diagnostics;
    // What cannot be read does not keep the rest from being told.
    const auto read = [&diagnostics](auto one) -> decltype(one()) {
        try {
            return one();
        } catch (const Error& error) {
            diagnostics.add(error.fault());
            return {};
        }
    };
    const auto refused = [&] {
        std::fputs(diagnostics.text(options.language).c_str(), stderr);
        const bool unread = std::ranges::any_of(diagnostics.faults(), [](const Fault& fault) { return fault.kind == ErrorKind::unreadable; });
        return unread ? input_unreadable : findings;
    };
    const RegistryAbout about = read([&] { return read_about((directory / "registry" / "about.csv").string(), diagnostics); });
    const std::optional<Registry> registry = read([&] { return read_registry((directory / "registry").string(), diagnostics); });
    std::vector<PublishedFigure> figures;
    const std::string published = (directory / "published.csv").string();
    if (std::filesystem::exists(published)) figures = read([&] { return read_published(published, diagnostics); });
    if (!registry || !diagnostics.empty()) return refused();
    const std::optional<Date> as_of = as_of_date(options, about, *registry);
    if (!as_of) {
        const Text said{"The records give no date: say as of which with --as-of DATE.", "记录中没有日期：请用 --as-of 指定截止日。"};
        std::fprintf(stderr, "%s\n", said.in(options.language).c_str());
        return wrong_usage;
    }
    const std::optional<SurveyReport> report = make_survey_report(*registry, *as_of, figures, about, diagnostics);
    if (!report) return refused();
    write_out(print(*report, options.format, options.language));
    return done;
}

}   // namespace arrears::tool
