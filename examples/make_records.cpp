// SPDX-License-Identifier: BSL-1.0
// Records that reproduce a survey. First with all of its figures, of which two contradict each other: the line that shows it. Then without
// one of the two: synthetic enterprises, workers, households and arrears of which every other figure is true.
#include <arrears/io/diagnostics.hpp>
#include <arrears/io/population_file.hpp>
#include <arrears/io/published_file.hpp>
#include <arrears/reconcile/synthesis.hpp>
#include <arrears/report/synthesis_text.hpp>

#include <algorithm>
#include <iostream>
#include <string>
#include <vector>

using namespace arrears;

int main(int count, char** arguments) {
    const std::string folder = count > 1 ? arguments[1] : ARREARS_SAMPLE_DIRECTORY;
    Diagnostics problems;
    std::vector<PublishedFigure> figures = read_published(folder + "/published.csv", problems);
    const Population population = read_population(folder + "/population.csv", problems);
    problems.throw_if_any();

    Synthesis found = synthesize(figures, population);
    std::cout << print(found, figures, Language::en) << '\n';
    for (auto at = found.open.rbegin(); at != found.open.rend(); ++at) figures.erase(figures.begin() + static_cast<std::ptrdiff_t>(at->figure));

    found = synthesize(figures, population);
    std::cout << print(found, figures, Language::en) << '\n';
    std::erase_if(figures, [](const PublishedFigure& figure) { return figure.id == "system_medical_expense"; });

    found = synthesize(figures, population, {.seed = 2019});
    std::cout << print(found, figures, Language::en);
    return found.verdict == SynthesisVerdict::made ? 0 : 1;
}
