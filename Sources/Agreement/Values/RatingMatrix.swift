/// Which category each coder gave to each unit: the form in which coded data are compared.
///
/// Values are category numbers, one column of 16-bit words for each coder, so that a million units of five coders take 10 MB.
public struct RatingMatrix: RatedUnits, Hashable {
    /// Stands in a column where the coder gave no value.
    public static let missing = UInt16.max

    /// The declared categories, in codebook order; also those that nobody used.
    public let categories: [Category]
    /// The names of the coders.
    public let coders: [String]
    /// One column for each coder: numbers of categories, or ``missing``.
    public let columns: [[UInt16]]
    /// How often each row counts; `nil` where each counts once.
    ///
    /// Rows alike are kept once in what is drawn from.
    let repeats: [Int]?

    /// A matrix from columns of category numbers.
    ///
    /// - Parameters:
    ///   - columns: One for each coder, all of one length: numbers of categories, or ``missing``.
    ///   - categories: In codebook order, at most 65,535.
    ///   - coders: Their names; 1, 2, 3 and so on if not given.
    /// - Throws: ``AgreementInputError``.
    public init(
        columns: [[UInt16]], categories: [Category], coders: [String]? = nil
    ) throws(AgreementInputError) {
        let names = coders ?? columns.indices.map { String($0 + 1) }
        let length = columns.first?.count ?? 0
        guard names.count == columns.count, columns.allSatisfy({ $0.count == length }) else {
            throw .unequalLengths
        }
        guard categories.count <= Int(Self.missing) else { throw .tooManyCategories }
        try names.requireDistinct()
        try categories.map(\.label).requireDistinct()
        for column in columns {
            for value in column where value != Self.missing && Int(value) >= categories.count {
                throw .undeclaredCategory(String(value))
            }
        }
        self.init(checked: columns, categories: categories, coders: names)
    }

    /// A matrix from the labels of each unit, one for each coder; `nil` where a coder gave none.
    ///
    /// - Parameters:
    ///   - units: Rows, all of one length.
    ///   - categories: In codebook order. Without them, those that occur: by number if all are numbers, else by text.
    ///     Coefficients that ask how many categories there are need the declared ones.
    ///   - coders: Their names; 1, 2, 3 and so on if not given.
    /// - Throws: ``AgreementInputError``.
    public init(
        units: [[String?]], categories: [Category]? = nil, coders: [String]? = nil
    ) throws(AgreementInputError) {
        let width = coders?.count ?? units.first?.count ?? 0
        guard units.allSatisfy({ $0.count == width }) else { throw .unequalLengths }
        let declared = categories ?? Category.observed(units.joined().compactMap(\.self))
        guard declared.count <= Int(Self.missing) else { throw .tooManyCategories }
        try declared.map(\.label).requireDistinct()
        let numbers = Dictionary(uniqueKeysWithValues: zip(declared.map(\.label), 0...))
        var columns = [[UInt16]](
            repeating: [UInt16](repeating: Self.missing, count: units.count), count: width)
        for (row, unit) in units.enumerated() {
            for (coder, label) in unit.enumerated() {
                guard let label else { continue }
                guard let number = numbers[label] else { throw .undeclaredCategory(label) }
                columns[coder][row] = UInt16(number)
            }
        }
        try self.init(columns: columns, categories: declared, coders: coders)
    }

    /// A matrix that is known to hold together.
    init(checked columns: [[UInt16]], categories: [Category], coders: [String], repeats: [Int]? = nil) {
        self.columns = columns
        self.categories = categories
        self.coders = coders
        self.repeats = repeats
    }

    /// How many rows there are, also those without any value.
    public var unitCount: Int { repeats.map { $0.reduce(0, +) } ?? rowCount }

    /// Rows kept.
    var rowCount: Int { columns.first?.count ?? 0 }

    /// The category number that a coder gave to a unit; `nil` where there is none.
    public subscript(unit unit: Int, coder coder: Int) -> Int? {
        let value = columns[coder][unit]
        return value == Self.missing ? nil : Int(value)
    }
}

extension RatingMatrix {
    /// The names of coders without any value, whom no coefficient counts and a report lists.
    public var silentCoders: [String] {
        columns.indices.filter { !isActive($0) }.map { coders[$0] }
    }

    /// The same without the coders who gave no value.
    public var withoutSilentCoders: RatingMatrix {
        let active = activeCoders
        return active.count == columns.count ? self : choosing(active)
    }

    /// The same with some coders only, by number.
    public func choosing(_ coders: [Int]) -> RatingMatrix {
        RatingMatrix(
            checked: coders.map { columns[$0] }, categories: categories,
            coders: coders.map { self.coders[$0] },
            repeats: repeats)
    }

    /// The same with a category against all others: 1 for it, 0 for others.
    public func collapsed(to category: Int) -> RatingMatrix {
        let columns = columns.map { column in
            column.map { $0 == Self.missing ? $0 : $0 == category ? 1 : 0 }
        }
        return RatingMatrix(
            checked: columns, categories: .presence, coders: coders, repeats: repeats)
    }

    /// The numbers of the coders who gave a value.
    var activeCoders: [Int] { columns.indices.filter(isActive) }

    private func isActive(_ coder: Int) -> Bool {
        guard let repeats else { return columns[coder].contains { $0 != Self.missing } }
        return zip(columns[coder], repeats).contains { $0 != Self.missing && $1 > 0 }
    }
}

extension [Category] {
    /// Absence and presence of a code.
    static var presence: [Category] { [Category("0"), Category("1")] }
}
