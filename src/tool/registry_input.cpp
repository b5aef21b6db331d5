// SPDX-License-Identifier: BSL-1.0
#include "registry_input.hpp"

#include "registry_forms.hpp"

#include <arrears/io/registry_files.hpp>

#include <filesystem>
#include <system_error>
#include <utility>

namespace arrears::tool {

void add_registry_input(CLI::App& command, RegistryInput& input, const std::string& default_directory, const std::string& what) {
    input.directory = default_directory;
    command.add_option("DIR", input.directory, what + ", an Excel workbook, or a database; default: the Yangquan sample");
    add_parsed(command, "--as-of", input.as_of, &try_parse_date,
               "the day as of which; default: the one that registry/about.csv states, else the last day of the latest month owed", "DATE");
    add_office_files(command, input.office);
}

std::string synthetic_line(const RegistryAbout& about, Language language) {
    if (!about.synthetic) return {};
    return language == Language::zh ? "（记录为虚构数据）\n\n" : "(The records are synthetic.)\n\n";
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

}   // namespace

std::optional<RegistryRead> read_input(const RegistryInput& input, Language language, Diagnostics& problems) {
    const OfficeTerms office = office_terms(input.office, language);
    RegistryRead out;
    std::optional<Registry> registry;
    std::error_code error;
    if (is_address(input.directory) || std::filesystem::is_regular_file(input.directory, error)) {
        registry = gathered(problems, [&] { return read_registry_of(form_of_input(input.directory), input.directory, office, language, problems); });
    } else {
        const std::filesystem::path folder = std::filesystem::path{input.directory} / "registry";
        out.about = gathered(problems, [&] { return read_about((folder / "about.csv").string(), problems); });
        registry = gathered(problems, [&] { return read_registry_of(RegistryForm::folder, folder.string(), office, language, problems); });
    }
    if (!registry || !problems.empty()) return std::nullopt;
    std::optional<Date> as_of = input.as_of ? input.as_of : out.about.as_of;
    if (!as_of) {
        as_of = latest_month_owed(*registry);
        if (!as_of) {
            problems.add({ErrorKind::bad_argument,
                          {},
                          {"the records give no date", "记录中没有日期"},
                          {},
                          {},
                          {"say as of which with --as-of DATE", "请用 --as-of 指定截止日"}});
            return std::nullopt;
        }
        const std::string day = print(*as_of);
        say({"As of " + day + ", the last day of the latest month owed; --as-of DATE, or as_of in registry/about.csv, sets another.",
             "以最后一个欠费月份的末日 " + day + " 为截止日；可用 --as-of 日期，或在 registry/about.csv 中写 as_of 另定。"},
            language);
    }
    out.registry = *std::move(registry);
    out.as_of = *as_of;
    return out;
}

ExitCode refused(const Diagnostics& problems, Language language) {
    std::fputs(problems.text(language).c_str(), stderr);
    ExitCode code = findings;
    for (const Fault& fault : problems.faults()) {
        if (fault.kind == ErrorKind::unreadable) return input_unreadable;
        if (fault.kind == ErrorKind::bad_argument && fault.place == Place{}) code = wrong_usage;   // no date
    }
    return code;
}

}   // namespace arrears::tool
