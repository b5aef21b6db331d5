// SPDX-License-Identifier: BSL-1.0
#include "registry_input.hpp"
#include "rule_commands.hpp"

#include <arrears/core/json.hpp>
#include <arrears/core/text_width.hpp>
#include <arrears/io/csv_writer.hpp>
#include <arrears/rules/ageing.hpp>

#include <memory>

namespace arrears::tool {

namespace {

struct Options {
    RegistryInput input{};
    std::string enterprise{};
    std::optional<ArrearsCategory> category{};
    AgeingBands bands{};
    AnswerFormat format = AnswerFormat::text;
    Language language = language_of_environment();
};

/// `3,12,36,60`: upper edges in months.
[[nodiscard]] AgeingBands parse_bands(const std::string& text) {
    std::vector<std::int64_t> edges;
    std::int64_t edge = 0;
    std::size_t digits = 0;
    for (const char c : text + ',') {
        if (c >= '0' && c <= '9' && digits < 5) {
            edge = edge * 10 + (c - '0');
            ++digits;
        } else if (c == ',' && digits > 0) {
            edges.push_back(edge);
            edge = 0;
            digits = 0;
        } else {
            throw WrongValue{"--bands",
                             {in_quotes(text) + " is no list of months; expected 3,12,36,60", in_quotes(text) + " 不是月数列表；应如 3,12,36,60"}};
        }
    }
    try {
        return AgeingBands{edges};
    } catch (const Error& error) {
        throw WrongValue{"--bands", {error.message(Language::en), error.message(Language::zh)}};
    }
}

/// The principal that stands, by how long it is past due.
[[nodiscard]] Ageing ageing_of(const Options& options, const Registry& registry, Date as_of) {
    Ageing out{options.bands, as_of, {}, {}};
    out.rows.resize(out.bands.count());
    const auto add = [&](const ArrearsView& owed) {
        if (options.category && owed.category() != *options.category) return;
        const Money principal = owed.outstanding(as_of);
        if (principal == Money{}) return;
        const auto band = out.bands.band(owed.due_date(), as_of);
        AgeingRow& row = band ? out.rows[*band] : out.not_due;
        ++row.debts;
        row.components[static_cast<std::size_t>(DebtComponent::principal)] += principal;
    };
    if (options.enterprise.empty()) {
        for (const ArrearsView owed : registry.arrears()) add(owed);
    } else {
        const EnterpriseView enterprise = found(registry.find(EnterpriseId{options.enterprise}), {"enterprise", "企业"}, options.enterprise);
        for (const ArrearsView owed : enterprise.arrears()) add(owed);
    }
    return out;
}

[[nodiscard]] int answer(const Options& options) {
    Diagnostics problems;
    const auto input = read_input(options.input, options.language, problems);
    if (!input) return refused(problems, options.language);
    const Ageing made = ageing_of(options, input->registry, input->as_of);
    const bool zh = options.language == Language::zh;
    struct Line {
        Text band;
        AgeingRow row;
        std::optional<std::int64_t> months_max{};
    };
    std::vector<Line> lines{{{"not past due", "未到期"}, made.not_due}};
    for (std::size_t band = 0; band < made.bands.count(); ++band) {
        const auto edges = made.bands.months_max();
        lines.push_back({{made.bands.label(band, Language::en), made.bands.label(band, Language::zh)},
                         made.rows[band],
                         band < edges.size() ? std::optional{edges[band]} : std::nullopt});
    }
    std::string out;
    switch (options.format) {
    case AnswerFormat::text: {
        out += synthetic_line(input->about, options.language);
        out += zh ? "截至 " + print(made.as_of) + " 的账龄（元）\n" : "arrears by age as of " + print(made.as_of) + ", in yuan\n";
        AgeingRow all;
        for (const Line& line : lines) all.debts += line.row.debts;
        lines.push_back({{"in all", "合计"}, all});
        std::size_t name = 0, amount = 0, count = 0;
        const auto text = [&](const Line& line) { return &line == &lines.back() ? to_string(made.total()) : to_string(line.row.total()); };
        for (const Line& line : lines) {
            name = std::max(name, display_width(line.band.in(options.language)));
            amount = std::max(amount, text(line).size());
            count = std::max(count, std::to_string(line.row.debts).size());
        }
        for (const Line& line : lines) {
            const std::string number = std::to_string(line.row.debts), money = text(line);
            const std::string& band = line.band.in(options.language);
            out += band + std::string(name - display_width(band) + 2 + amount - money.size(), ' ') + money;
            out += std::string(2 + count - number.size(), ' ') + number + (zh ? " 笔\n" : line.row.debts == 1 ? " debt\n" : " debts\n");
        }
        break;
    }
    case AnswerFormat::csv: {
        CsvWriter csv{out};
        for (const char* const name : {"band", "months_max", "debts", "principal"}) csv.value(name);
        csv.end_row();
        for (const Line& line : lines) {
            csv.text(line.band.en).value(line.months_max ? std::to_string(*line.months_max) : "").value(std::to_string(line.row.debts));
            csv.value(to_string(line.row.total())).end_row();
        }
        break;
    }
    case AnswerFormat::json: {
        JsonWriter json;
        json.begin_object().member("synthetic", input->about.synthetic).member("as_of", print(made.as_of)).key("bands").begin_array();
        for (const Line& line : lines) {
            json.begin_object().member("band", line.band.en).member("band_zh", line.band.zh).key("months_max");
            if (line.months_max) json.value(*line.months_max);
            else json.null();
            json.member("debts", line.row.debts).member("principal", to_string(line.row.total())).end_object();
        }
        out = json.end_array().member("principal", to_string(made.total())).end_object().text() + '\n';
        break;
    }
    }
    write_out(out);
    return done;
}

}   // namespace

Command add_ageing(CLI::App& tool, const std::string& default_directory) {
    const auto options = std::make_shared<Options>();
    CLI::App& command = *tool.add_subcommand("ageing", "arrears by how long they are past due");
    add_registry_input(command, options->input, default_directory);
    command.add_option("--enterprise", options->enterprise, "of one enterprise; default: of all")->type_name("ID");
    add_word<ArrearsCategory>(command, "--category", options->category, "of one category; default: of all");
    const auto bands = [options](const std::string& text) { options->bands = parse_bands(text); };
    command.add_option_function<std::string>("--bands", bands, "upper edges in months, each in the band below it; default: 3,12,36,60")
        ->type_name("MONTHS");
    add_word<AnswerFormat>(command, "--format", options->format, "how the bands are printed; default: text");
    add_language(command, options->language);
    command.footer("Example: arrears ageing --category pension --bands 12,60,120");
    return {&command, [options] { return answer(*options); }, &options->language};
}

}   // namespace arrears::tool
