// SPDX-License-Identifier: BSL-1.0
#include <arrears/io/diagnostics.hpp>

#include <arrears/core/utf8.hpp>

namespace arrears {

std::string printable(std::string_view line) {
    std::string out = in_quotes(line, line.size());   // no text has more characters than bytes
    return out.substr(1, out.size() - 2);
}

std::string Diagnostics::text(Language language) const {
    std::string out;
    for (const Fault& fault : faults_) out += printable(fault.message(language)) + '\n';
    if (omitted() != 0) {
        const std::string more = std::to_string(omitted()), all = std::to_string(count_);
        out += language == Language::zh ? "另有 " + more + " 处问题未列出，共 " + all + " 处\n" : "and " + more + " more, " + all + " in all\n";
    }
    return out;
}

void Diagnostics::throw_if_any() const {
    if (empty()) return;
    Fault first = faults_.empty() ? Fault{ErrorKind::bad_syntax, {}, {"the input has faults", "输入有问题"}, {}, {}, {}} : faults_.front();
    if (count_ > 1) {
        const std::string more = std::to_string(count_ - 1);
        first.remedy.en += (first.remedy.en.empty() ? "" : "; ") + ("and " + more + " more");
        first.remedy.zh += (first.remedy.zh.empty() ? "" : "；") + ("另有 " + more + " 处问题");
    }
    throw Error{std::move(first)};
}

}   // namespace arrears
