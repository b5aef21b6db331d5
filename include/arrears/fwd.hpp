// SPDX-License-Identifier: BSL-1.0
#pragma once

// Names alone, for headers that only mention the library's types: nothing is included but <cstdint>.
#include <cstdint>

namespace arrears {

enum class Language : unsigned char;
enum class ErrorKind : unsigned char;
enum class Rounding : unsigned char;
struct Text;
struct Fault;
struct Place;
class Error;
class Money;
class WideMoney;
class Rate;
class Ratio;
class Date;
class Month;
struct MonthSpan;
class Period;
class Uscc;
class CitizenNumber;
class Grouping;
template <class T>
class Result;
template <class T>
class Timeline;
template <class Tag>
class Id;

struct System;
struct Enterprise;
struct Worker;
struct Retiree;
struct Household;
struct Arrears;
struct Payment;
struct WorkerAdvance;
struct ResettlementPlan;
class Registry;

template <class T>
class Outcome;

class Condition;
class Measure;
class Definition;

}   // namespace arrears
