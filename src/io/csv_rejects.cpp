// SPDX-License-Identifier: BSL-1.0
#include <arrears/io/csv_rejects.hpp>

#include "cells.hpp"

#include <arrears/io/csv_writer.hpp>

#include <string_view>
#include <utility>

namespace arrears {

namespace {

const Text& heading() {
    static const Text words{"reject_reason", "退回原因"};
    return words;
}

/// `principal: what is wrong; what was expected`, one after the other.
[[nodiscard]] std::string text_of(const std::vector<Fault>& reasons, Language language) {
    std::string out;
    for (const Fault& reason : reasons) {
        Fault placeless = reason;
        placeless.place = {};
        if (!out.empty()) out += " | ";
        if (!reason.place.field.empty()) out += reason.place.field + (language == Language::zh ? "：" : ": ");
        out += placeless.message(language);
    }
    return out;
}

}   // namespace

void CsvRejects::add(const RefusedRow& row) {
    if (!begun_) out_ = "\xEF\xBB\xBF";
    begun_ = true;
    if (row.header) {
        old_reasons_.reset();
        for (std::size_t i = 0; i < row.cells.size(); ++i) {
            const std::string_view name = detail::trimmed(row.cells[i].text);
            if (name == heading().en || name == heading().zh) old_reasons_ = i;
        }
    } else {
        ++rows_;
    }
    CsvWriter writer{out_, CsvFor::programs, row.separator};
    writer.text(row.header ? heading().in(language_) : text_of(row.reasons, language_));
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
        const auto& [text, sound] = row.cells[i];
        if (i == old_reasons_) continue;
        if (!sound) writer.verbatim(text);
        else if (try_parse_money(detail::trimmed(text))) writer.value(text);
        else writer.text(unguard_formula(text));
    }
    writer.end_row();
}

std::string CsvRejects::take() { return std::exchange(out_, {}); }

}   // namespace arrears
