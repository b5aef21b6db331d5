// SPDX-License-Identifier: BSL-1.0
// A main() for fuzzers where there is no libFuzzer: every seed in a folder, then a fixed number of mutations of them, always the same.
//
//     replay SEED_FOLDER [MUTATIONS]
#include "fuzz.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

namespace {

/// One to four small changes: a byte changed, taken, doubled or put in; pieces of another seed; characters that parsers heed.
std::string mutated(const std::vector<std::string>& seeds, std::mt19937& random) {
    static const std::vector<std::string> pieces{",", "\"", "\n", "\r", ";", ".", "-", "0", "9", "..", "(", ")", "=", "*",
                                                 "\xE4\xB8\x87", "\xEF\xBC\x8C",
                                                 "\xFF", std::string(1, '\0'), "\xEF\xBB\xBF", " ", "not ", "99999999999999999999"};
    const auto below = [&random](std::size_t end) { return static_cast<std::size_t>(random() % end); };
    std::string text = seeds[below(seeds.size())];
    for (std::size_t changes = 1 + below(4); changes > 0; --changes) {
        const std::size_t at = below(text.size() + 1);
        switch (below(6)) {
            case 0: text.insert(at, pieces[below(pieces.size())]); break;
            case 1: text.insert(at, 1, static_cast<char>(static_cast<unsigned char>(below(256)))); break;
            case 2: text.erase(at, 1 + below(8)); break;
            case 3: text.insert(at, text.substr(at, 1 + below(32))); break;
            case 4:
                if (at < text.size()) text[at] = static_cast<char>(static_cast<unsigned char>(text[at]) ^ (1U << below(8)));
                break;
            default: {
                const std::string& other = seeds[below(seeds.size())];
                const std::size_t from = below(other.size() + 1);
                text.insert(at, other.substr(from, 1 + below(32)));
            }
        }
    }
    text.resize(std::min<std::size_t>(text.size(), 4096));
    return text;
}

void run(const std::string& text) { LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(text.data()), text.size()); }

}   // namespace

int main(int count, char** arguments) {
    if (count < 2) return 2;
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator{arguments[1]}) files.push_back(entry.path());
    std::sort(files.begin(), files.end());   // the same order on every machine
    std::vector<std::string> seeds{""};
    for (const auto& file : files) {
        std::ifstream in{file, std::ios::binary};
        seeds.emplace_back(std::istreambuf_iterator<char>{in}, std::istreambuf_iterator<char>{});
    }
    for (const std::string& seed : seeds) run(seed);
    std::mt19937 random{20181231};
    for (long left = count > 2 ? std::atol(arguments[2]) : 20'000; left > 0; --left) run(mutated(seeds, random));
}
