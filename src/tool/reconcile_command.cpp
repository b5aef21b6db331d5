// SPDX-License-Identifier: BSL-1.0
#include "registry_input.hpp"
#include "statistics_commands.hpp"

#include <arrears/io/diagnostics.hpp>
#include <arrears/io/published_file.hpp>
#include <arrears/io/relations_file.hpp>
#include <arrears/reconcile/derived.hpp>
#include <arrears/reconcile/reconciliation.hpp>
#include <arrears/report/reconciliation_text.hpp>
#include <arrears/statistics/registry_tables.hpp>

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <memory>

namespace arrears::tool {

namespace {

struct Options {
    std::string figures{}, relations{};
    RegistryInput records{};   // no directory: none
    bool derive = true;
    unsigned seconds = 60;
    ReportFormat format = ReportFormat::text;
    Language language = language_of_environment();
};

/// Ends a search that takes too long, and shows on a terminal that it goes on.
class Watch {
public:
    Watch(unsigned seconds, Language language) : seconds_{seconds}, language_{language} {}
    ~Watch() {
        if (shown_) std::fputs("\r\033[K", stderr);
    }
    Watch(const Watch&) = delete;
    Watch& operator=(const Watch&) = delete;

    [[nodiscard]] bool operator()(std::size_t answered) {
        const auto passed = std::chrono::steady_clock::now() - begun_;
        const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(passed).count();
        if (terminal_ && seconds > told_) {
            told_ = seconds, shown_ = true;
            const std::string text = language_ == Language::zh ? "已判定 " + std::to_string(answered) + " 问，" + std::to_string(seconds) + " 秒"
                                                               : std::to_string(answered) + " questions answered, " + std::to_string(seconds) + " s";
            std::fprintf(stderr, "\r\033[K%s", text.c_str());
        }
        return seconds < static_cast<long long>(seconds_);
    }

private:
    std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
    unsigned seconds_;
    Language language_;
    bool terminal_ = isatty(STDERR_FILENO) != 0;
    bool shown_ = false;
    long long told_ = 0;
};

[[nodiscard]] int answer(const Options& options) {
    Diagnostics problems;
    const std::vector<PublishedFigure> figures = read_published(options.figures, problems, false);
    std::vector<Relation> relations;
    if (problems.empty() && !options.relations.empty()) relations = read_relations(options.relations, figures, problems);
    std::optional<RegistryRead> read;
    if (problems.empty() && !options.records.directory.empty()) read = read_input(options.records, options.language, problems);
    // Which words the model has is known without records; what groups there are, and what lies within what, is not.
    const Registry none;
    const RegistryTables model{read ? read->registry : none, read ? read->as_of : Date{}};
    std::vector<Relation> of_records;
    if (read) {
        of_records = gathered(problems, [&] {
            return relations_to_records(figures, [&model](const Definition& definition) { return model.evaluate(definition); });
        });
    }
    if (!problems.empty()) {
        std::fputs(problems.text(options.language).c_str(), stderr);
        return wrong_usage;
    }
    if (options.derive) {
        std::vector<Relation> derived = derive_relations(figures, {{}, [&model](std::string_view field) { return model.closed_values(field); }});
        const std::size_t stated = relations.size();
        for (Relation& each : derived) {
            const auto says_so = [&each](const Relation& of) {
                return of.left == each.left && of.is == each.is && of.right == each.right && of.assumption.empty();
            };
            if (std::none_of(relations.begin(), relations.begin() + static_cast<std::ptrdiff_t>(stated), says_so))
                relations.push_back(std::move(each));
        }
    }
    std::move(of_records.begin(), of_records.end(), std::back_inserter(relations));
    ReconcileOptions how;
    Watch watch{options.seconds, options.language};
    how.go_on = [&watch](std::size_t answered) { return watch(answered); };
    const Reconciliation found = reconcile(figures, relations, how);
    write_out(print(found, relations, figures, options.format, options.language));
    return found.all_hold() ? done : findings;
}

}   // namespace

Command add_reconcile(CLI::App& tool) {
    const auto options = std::make_shared<Options>();
    CLI::App& command =
        *tool.add_subcommand("reconcile", "whether published figures can all be so: verdicts, what contradicts what, and what would mend it");
    command
        .add_option("FIGURES", options->figures,
                    "a CSV file with columns id,label,value,unit and, where known, precision,rounding,qualifier,weight,definition")
        ->required();
    command.add_option("RELATIONS", options->relations, "a CSV file with columns id,relation and, where it rests on one, assumption");
    command.add_option("--records", options->records.directory,
                       "folder with registry/*.csv: each figure with a definition is held against what these records give");
    add_parsed(command, "--as-of", options->records.as_of, &try_parse_date,
               "the day as of which the records are taken; default: the one that registry/about.csv states", "DATE");
    command.add_flag("!--no-derive", options->derive, "leave out the relations that follow from the figures' definitions");
    command.add_option("--time-limit", options->seconds, "seconds after which what is open is called unresolved; default: 60");
    add_word<ReportFormat>(command, "--format", options->format, "how the answer is printed; default: text");
    add_language(command, options->language);
    command.footer("Example: arrears reconcile examples/data/yangquan/published.csv examples/data/yangquan/relations.csv\n"
                   "Exit status: 0 all hold, 1 some do not, 2 the input is wrong.");
    return {&command, [options] { return answer(*options); }, &options->language};
}

}   // namespace arrears::tool
