// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <arrears/core/language.hpp>

#include <cstdint>
#include <exception>
#include <string>
#include <string_view>
#include <utility>

namespace arrears {

/// What a program branches on. The words for a person stand in the Fault.
enum class ErrorKind : unsigned char {
    bad_argument,    ///< a caller's argument breaks the function's stated terms
    bad_syntax,      ///< text that is not of the expected form
    overflow,        ///< a result outside the range of its type
    outside_known,   ///< a date for which no value is known
    unknown_name,    ///< a word, field or file that nothing here is called
    duplicate,       ///< something given twice that may stand once
    dangling,        ///< a reference to a record that is not there
    contradiction,   ///< facts that cannot all be true
    mismatch,        ///< things that do not go together: two definitions, two units
    limit,           ///< more than a stated limit allows
    unreadable,      ///< input that cannot be opened or read
    unwritable,      ///< output that cannot be written
};

/// Where something stands: a file or other source, line and column from 1 (0: not applicable), a field's name.
struct Place {
    std::string source;
    std::uint64_t line = 0;
    std::uint64_t column = 0;
    std::string field;

    /// `file:line:column (field)`, without the parts that are not known; empty where none is.
    [[nodiscard]] std::string text() const {
        std::string out = source;
        if (line != 0) {
            if (!out.empty()) out += ':';
            out += std::to_string(line);
            if (column != 0) out += ':' + std::to_string(column);
        }
        if (!field.empty()) out += (out.empty() ? "(" : " (") + field + ')';
        return out;
    }

    friend bool operator==(const Place&, const Place&) = default;
};

/// One thing that went wrong, told so that it can be mended: what, where, what was expected, what to do.
/// `value` is never a personal name or an identity number.
struct Fault {
    ErrorKind kind = ErrorKind::bad_argument;
    Place place{};
    Text problem{};       ///< what is wrong, as a clause: `"1,23O.00" has a letter O at position 5`
    std::string value{};  ///< the offending value alone, for programs; empty where it is personal or not one value
    Text expected{};      ///< what was expected, as a clause; may be empty
    Text remedy{};        ///< what to do, as a clause; may be empty

    /// `place: problem; expected; remedy`, in one line.
    [[nodiscard]] std::string message(Language language = Language::en) const {
        std::string out = place.text();
        if (!out.empty()) out += ": ";
        out += problem.in(language);
        const char* const join = language == Language::zh ? "；" : "; ";
        if (!expected.empty()) out += join + expected.in(language);
        if (!remedy.empty()) out += join + remedy.in(language);
        return out;
    }

    friend bool operator==(const Fault&, const Fault&) = default;
};

/// A broken invariant, an overflow, or input refused: shares one immutable Fault, so that copies never throw.
/// `what()` is the English message, `message(Language::zh)` the Chinese one.
class Error : public std::exception {
public:
    explicit Error(Fault fault) : shared_{new Shared{std::move(fault)}} {}
    Error(const Error& other) noexcept : std::exception{other}, shared_{other.shared_} { __atomic_add_fetch(&shared_->owners, 1U, __ATOMIC_RELAXED); }
    Error& operator=(const Error& other) noexcept {
        Error copy{other};
        std::swap(shared_, copy.shared_);
        return *this;
    }
    ~Error() override {
        if (__atomic_sub_fetch(&shared_->owners, 1U, __ATOMIC_ACQ_REL) == 0) delete shared_;
    }

    [[nodiscard]] ErrorKind kind() const noexcept { return shared_->fault.kind; }
    [[nodiscard]] const Fault& fault() const noexcept { return shared_->fault; }
    [[nodiscard]] const char* what() const noexcept override { return shared_->what.c_str(); }
    [[nodiscard]] std::string message(Language language) const { return shared_->fault.message(language); }

private:
    struct Shared {
        explicit Shared(Fault told) : fault{std::move(told)}, what{fault.message()} {}
        Fault fault;
        std::string what;
        unsigned owners = 1;   // counted by the compiler's own atomics: <atomic> brings <system_error> and more into every header here
    };
    Shared* shared_;
};

/// The Error of an operation whose exact result lies outside its type. `operands` is shown as it stands.
[[nodiscard]] inline Error overflow(std::string_view where, std::string_view operands, Text remedy = {}) {
    return Error{Fault{ErrorKind::overflow,
                       {},
                       {"result out of range in " + std::string{where} + ": " + std::string{operands},
                        std::string{where} + " 的结果超出范围：" + std::string{operands}},
                       std::string{operands},
                       {},
                       std::move(remedy)}};
}

/// The Error of an argument that breaks a function's stated terms.
[[nodiscard]] inline Error bad_argument(std::string_view where, Text problem, Text expected = {}) {
    return Error{Fault{ErrorKind::bad_argument,
                       {},
                       {std::string{where} + ": " + problem.en, std::string{where} + "：" + problem.zh},
                       {},
                       std::move(expected),
                       {}}};
}

}   // namespace arrears
