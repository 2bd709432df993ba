/// Figures of agreement as people read them.
package enum FigureText {
    /// A number with so many decimals, rounded half away from zero: `0.743`, `-0.048`.
    ///
    /// What rounds to nothing has no sign.
    package static func decimals(_ number: Double, _ places: Int = 3) -> String {
        guard number.isFinite else { return "?" }
        let scale = (0..<places).reduce(1.0) { scale, _ in scale * 10 }
        let scaled = (abs(number) * scale).rounded(.toNearestOrAwayFromZero)
        guard scaled < 1e15 else { return String(number) }
        let digits = String(Int(scaled))
        let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
        let sign = number < 0 && scaled > 0 ? "-" : ""
        return places == 0 ? sign + padded : "\(sign)\(padded.dropLast(places)).\(padded.suffix(places))"
    }

    /// A number as short as it can be: `1`, `0.5`.
    package static func plain(_ number: Double) -> String {
        number == number.rounded() && abs(number) < 1e15 ? String(Int(number)) : String(number)
    }

    /// A share as a percentage without decimals; nothing but all is `100 %`, nothing but none `0 %`.
    package static func percent(_ share: Double) -> String {
        let rounded = (share * 100).rounded(.toNearestOrAwayFromZero)
        if rounded == 100, share < 1 { return "more than 99 %" }
        if rounded == 0, share > 0 { return "less than 1 %" }
        return "\(decimals(share * 100, 0)) %"
    }

    /// The value, or that it is undefined.
    package static func value(_ figure: AgreementFigure, _ places: Int = 3) -> String {
        figure.value.map { decimals($0, places) } ?? "undefined"
    }

    /// An interval between brackets; empty without one.
    package static func interval(_ interval: AgreementFigure.Interval?, _ places: Int = 3) -> String {
        interval.map { "[\(decimals($0.lower, places)), \(decimals($0.upper, places))]" } ?? ""
    }

    /// Names in a row: `a`, `a and b`, `a, b and c`.
    package static func list(_ names: [String]) -> String {
        guard let last = names.last, names.count > 1 else { return names.first ?? "" }
        return names.dropLast().joined(separator: ", ") + " and " + last
    }
}
