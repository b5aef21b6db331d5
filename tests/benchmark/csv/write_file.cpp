// SPDX-License-Identifier: BSL-1.0
// Writes a registry's arrears as CSV, synthetic, from a seed: write_file ROWS ENTERPRISES BAD_OF_1000 > FILE. A third of the amounts stand in
// quotes, with separators. A bad row has an amount, a category or a number of cells that cannot be read, or a quote where none belongs.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>

namespace {

const char* const industries[] = {"制造业", "采矿业", "建筑业", "批发和零售业", "住宿和餐饮业", "交通运输业", "房地产业", "化学工业", "其他"};
const char* const ownerships[] = {"国有", "集体", "改制", "私营", "外资", "其他"};
const char* const categories[] = {"养老保险", "医疗保险", "失业保险", "工伤保险", "生育保险", "住房公积金", "工资", "采暖费"};

template <std::size_t Count>
const char* one_of(const char* const (&words)[Count], std::uint64_t number) {
    return words[number % Count];
}
std::string padded(std::uint64_t number, std::size_t digits) {
    std::string out = std::to_string(number);
    return std::string(digits > out.size() ? digits - out.size() : 0, '0') + out;
}
std::string with_separators(std::uint64_t number) {
    std::string out = std::to_string(number);
    for (std::size_t at = out.size(); at > 3; out.insert(at, 1, ',')) at -= 3;
    return out;
}

}   // namespace

int main(int count, char** arguments) {
    if (count != 4) return std::fputs("usage: write_file ROWS ENTERPRISES BAD_OF_1000\n", stderr), 2;
    const std::uint64_t rows = std::strtoull(arguments[1], nullptr, 10), enterprises = std::strtoull(arguments[2], nullptr, 10),
                        bad = std::strtoull(arguments[3], nullptr, 10);
    std::mt19937_64 random{20190601};
    std::string out = "enterprise_id,enterprise_name,industry,ownership,category,principal,due_date,persons\n";
    for (std::uint64_t row = 0; row < rows; ++row) {
        const std::uint64_t enterprise = random() % enterprises, fen = random() % (random() % 8 == 0 ? 1'000'000'000 : 2'000'000);
        std::uint64_t draw = random();
        const auto next = [&draw](std::uint64_t below) {
            const std::uint64_t drawn = draw % below;
            draw /= below;
            return drawn;
        };
        std::string amount = next(3) == 0 ? '"' + with_separators(fen / 100) + '.' + padded(fen % 100, 2) + '"'
                                          : std::to_string(fen / 100) + '.' + padded(fen % 100, 2);
        std::string category = one_of(categories, next(std::size(categories)));
        const std::string name = (enterprise % 3 == 0 ? "阳泉市第" : "阳泉第") + std::to_string(enterprise) + (enterprise % 2 == 0 ? "厂" : "公司");
        std::string date = std::to_string(2008 + next(11)) + '-' + padded(1 + next(12), 2) + '-' + padded(1 + next(28), 2);
        const std::string persons = std::to_string(next(2000));
        std::string extra;
        if (next(1000) < bad) {
            switch (next(6)) {
            case 0: amount = "\"12,34\""; break;
            case 1: amount = "1.005"; break;
            case 2: amount = "若干"; break;
            case 3: category = "保险"; break;
            case 4: category = "养\"老"; break;
            default: extra = ",1";
            }
        }
        out +=
            "91140300MA" + padded(enterprise, 8) + ',' + name + ',' + one_of(industries, enterprise * 7) + ',' + one_of(ownerships, enterprise * 5);
        out += ',' + category + ',' + amount + ',' + date + ',' + persons + extra + '\n';
        if (out.size() > 1U << 20U || row + 1 == rows) {
            if (std::fwrite(out.data(), 1, out.size(), stdout) != out.size()) return 1;
            out.clear();
        }
    }
    return std::fflush(stdout) == 0 ? 0 : 1;
}
