/// In JSON a text is a string, a number a number, several choices an array of strings, and a day an object, so that
/// it differs from a text: `{"date":"2020-04-15"}`.
extension CaseValue {
    private struct Day: Codable {
        var date: CalendarDay
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else if let items = try? container.decode([String].self) {
            self = .list(items)
        } else {
            self = .date(try container.decode(Day.self).date)
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .text(let text): try container.encode(text)
        case .number(let number): try container.encode(number)
        case .date(let day): try container.encode(Day(date: day))
        case .list(let items): try container.encode(items)
        }
    }
}
