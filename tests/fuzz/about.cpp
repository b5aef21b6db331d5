// SPDX-License-Identifier: BSL-1.0
#include "some_file.hpp"

#include <arrears/io/about_file.hpp>
#include <arrears/io/csv_writer.hpp>

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace arrears;
    const std::string_view input = fuzz::text(data, size);
    Diagnostics diagnostics, none;
    const RegistryAbout about = read_about(fuzz::MemoryFile{input}.path(), diagnostics);
    for (const Fault& fault : diagnostics.faults()) fuzz::check_fault(fault, input);
    fuzz::require(size != 0 || !diagnostics.empty(), "an empty file is told of");

    std::string out;
    CsvWriter to{out};
    to.value("key").value("value").value("value_en").end_row();
    to.value("title").text(about.title.zh).text(about.title.en).end_row();
    if (about.as_of) to.value("as_of").value(print(*about.as_of)).value("").end_row();
    to.value("synthetic").value(about.synthetic ? "yes" : "no").value("").end_row();
    for (const Text& note : about.notes) to.value("note").text(note.zh).text(note.en).end_row();
    fuzz::require(read_about(fuzz::MemoryFile{out}.path(), none) == about && none.empty(), "what was read is written so that it reads the same");
    return 0;
}
