// SPDX-License-Identifier: BSL-1.0
// A page of a yearbook, invented, whose figures cannot all be so. Each sum holds within what rounding allows; together they do not. Which
// figures contradict each other, the proof of it, and which single figures one would have to look up again.
#include <arrears/reconcile/reconciliation.hpp>
#include <arrears/report/reconciliation_text.hpp>

#include <iostream>
#include <string>
#include <vector>

using namespace arrears;

namespace {

PublishedFigure printed(const char* id, const char* value, FigureUnit unit, const char* zh, const char* en) {
    PublishedFigure figure;
    figure.id = id;
    figure.value = try_parse_printed(value).value();
    figure.unit = unit;
    figure.rounding = FigureRounding::half_up;
    figure.label = {en, zh};
    return figure;
}

}   // namespace

int main() {
    using enum FigureUnit;
    const std::vector<PublishedFigure> figures{printed("men", "1204", persons, "男职工", "men"),
                                               printed("women", "796", persons, "女职工", "women"),
                                               printed("workers", "2000", persons, "职工", "workers"),
                                               printed("men_share", "60.2", percent, "男职工占比", "men, share"),
                                               printed("wages", "310.4", wan_yuan, "拖欠工资", "wages owed"),
                                               printed("pension", "889.4", wan_yuan, "拖欠养老保险费", "pension owed"),
                                               printed("owed", "1199.9", wan_yuan, "拖欠合计", "owed in all"),
                                               printed("total", "1199.7", wan_yuan, "总计", "total")};
    std::vector<Relation> relations;
    const RelationReader read{figures};
    for (const auto& [id, text] : std::vector<std::pair<std::string, std::string>>{{"sexes", "men + women = workers"},
                                                                                   {"share", "men / workers = men_share"},
                                                                                   {"sum", "wages + pension = owed"},
                                                                                   {"sum_again", "wages + pension = total"}}) {
        relations.push_back(read(text).value());
        relations.back().id = id;
    }
    std::cout << print(reconcile(figures, relations), relations, figures, ReportFormat::text, Language::en);
}
