// SPDX-License-Identifier: BSL-1.0
//
// make_registry DESCRIPTION_DIR OUT_DIR
//
// Makes a registry of synthetic records whose statistics equal given figures exactly: enterprises, people, households
// and debts are dealt out within margins (how many of what, where) that the files of a description state. The same
// description gives the same bytes on every machine. What cannot be met stops it, with the place in the description.

#include "make_registry/check.hpp"
#include "make_registry/debts.hpp"
#include "make_registry/description.hpp"
#include "make_registry/draft.hpp"
#include "make_registry/enterprises.hpp"
#include "make_registry/output.hpp"
#include "make_registry/people.hpp"

#include <exception>
#include <filesystem>
#include <iostream>

int main(int count, char** arguments) {
    using namespace make_registry;
    if (count != 3) {
        std::cerr << "usage: make_registry DESCRIPTION_DIR OUT_DIR\n"
                     "writes registry files to OUT_DIR, for example:\n"
                     "  make_registry examples/data/yangquan/description examples/data/yangquan/registry\n";
        return 2;
    }
    try {
        const Description description{arguments[1]};
        Draft draft{description};
        make_enterprises(draft);
        size_enterprises(draft);
        share_amounts(draft);
        hire(draft);
        share_advances(draft);
        make_debts(draft);
        deal_attributes(draft);
        date_workers(draft);
        date_retirees(draft);
        count_owed(draft);
        house(draft);
        check(draft);

        const std::filesystem::path directory{arguments[2]};
        std::filesystem::create_directories(directory);
        arrears::OutputFiles files{arrears::Overwrite::replace};
        write_enterprises(draft, directory, files);
        write_people(draft, directory, files);
        write_debts(draft, directory, files);
        write_rest(draft, directory, files);
        files.commit();
        std::cout << summary(draft);
        return 0;
    } catch (const arrears::Error& error) {
        std::cerr << "make_registry: " << error.what() << '\n';
        return error.kind() == arrears::ErrorKind::unreadable ? 3 : error.kind() == arrears::ErrorKind::unwritable ? 4 : 1;
    } catch (const std::exception& error) {
        std::cerr << "make_registry: " << error.what() << '\n';
        return 4;
    }
}
