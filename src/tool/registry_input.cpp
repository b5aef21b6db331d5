// SPDX-License-Identifier: BSL-1.0
#include "registry_input.hpp"

#include <arrears/io/registry_files.hpp>

#include <filesystem>
#include <utility>

namespace arrears::tool {

void add_registry_input(CLI::App& command, RegistryInput& input, const std::string& default_directory) {
    input.directory = default_directory;
    command.add_option("DIR", input.directory, "folder with registry/*.csv; default: the Yangquan sample");
    add_parsed(command, "--as-of", input.as_of, &try_parse_date, "the day as of which; default: the one that registry/about.csv states", "DATE");
}

std::string synthetic_line(const RegistryAbout& about, Language language) {
    if (!about.synthetic) return {};
    return language == Language::zh ? "（记录为虚构数据）\n\n" : "(The records are synthetic.)\n\n";
}

std::optional<RegistryRead> read_input(const RegistryInput& input, Language language) {
    const std::filesystem::path folder = std::filesystem::path{input.directory} / "registry";
    Diagnostics problems;
    RegistryRead out;
    out.about = read_about((folder / "about.csv").string(), problems);
    std::optional<Registry> registry = read_registry(folder.string(), problems);
    if (!registry || !problems.empty()) {
        std::fputs(problems.text(language).c_str(), stderr);
        return std::nullopt;
    }
    const auto as_of = input.as_of ? input.as_of : out.about.as_of;
    if (!as_of) {
        say({"the records give no date: say as of which with --as-of DATE", "记录中没有日期：请用 --as-of 指定截止日"}, language);
        return std::nullopt;
    }
    out.registry = *std::move(registry);
    out.as_of = *as_of;
    return out;
}

}   // namespace arrears::tool
