/// Which codes each coder applied to each unit, where a unit may have several.
///
/// An empty set says that the coder saw the unit and applied nothing; `nil` that the coder was not asked. The two are never
/// the same.
public struct LabelSets: Sendable, Hashable {
    /// The declared codes, in codebook order; also those that nobody applied.
    public let codes: [String]
    /// The different sets that occur: numbers of codes in rising order.
    let sets: [[UInt16]]
    /// The ratings, with the number of a set as the category.
    let matrix: RatingMatrix

    /// Sets of each unit, one for each coder; `nil` where a coder gave none.
    ///
    /// - Parameters:
    ///   - units: Rows, all of one length.
    ///   - codes: In codebook order. Without them, those that occur, by text.
    ///   - coders: Their names; 1, 2, 3 and so on if not given.
    /// - Throws: ``AgreementInputError``; `tooManyCategories` for more than 65,535 codes or different sets.
    public init(
        units: [[Set<String>?]], codes: [String]? = nil, coders: [String]? = nil
    ) throws(AgreementInputError) {
        let applied = units.joined().compactMap(\.self)
        let declared = codes ?? Set(applied.joined()).sorted()
        guard declared.count <= Int(UInt16.max) else { throw .tooManyCategories }
        try declared.requireDistinct()
        let numbers = Dictionary(uniqueKeysWithValues: zip(declared, UInt16(0)...))
        var names: [Set<String>: String] = [:]
        var sets: [[UInt16]] = []
        for set in applied where names[set] == nil {
            var members: [UInt16] = []
            for code in set {
                guard let number = numbers[code] else { throw .undeclaredCategory(code) }
                members.append(number)
            }
            names[set] = String(sets.count)
            sets.append(members.sorted())
        }
        self.codes = declared
        self.sets = sets
        matrix = try RatingMatrix(
            units: units.map { $0.map { $0.flatMap { names[$0] } } },
            categories: sets.indices.map { Category(String($0)) }, coders: coders)
    }

    /// The names of the coders.
    public var coders: [String] { matrix.coders }

    /// How many units there are.
    public var unitCount: Int { matrix.unitCount }

    /// Who applied a code to what: 1 where the coder's set holds it, 0 where it does not, missing where there is no set.
    ///
    /// Every coefficient for two categories can be asked of it: kappa, alpha, AC1 of one code.
    public func presence(of code: Int) -> RatingMatrix {
        let holds = sets.map { $0.contains { $0 == code } ? UInt16(1) : 0 }
        let columns = matrix.columns.map { column in
            column.map { $0 == RatingMatrix.missing ? $0 : holds[Int($0)] }
        }
        return RatingMatrix(checked: columns, categories: .presence, coders: matrix.coders)
    }

    /// Krippendorff's alpha with a distance between whole sets.
    ///
    /// Takes time in proportion to the square of the number of different sets.
    ///
    /// - Returns: Undefined for `no-double-coding`, and `no-variation` where all sets are the same.
    public func krippendorffAlpha(_ distance: SetDistance) -> Estimate {
        matrix.krippendorffAlpha(metric(distance))
    }

    /// The mean distance of two coders' sets, in the mean over units with two or more.
    ///
    /// - Returns: From 0 to 1. Undefined for `no-double-coding`.
    public func meanDistance(_ distance: SetDistance) -> Estimate {
        .found { () throws(UndefinedReason) in
            let sums = CountSums(matrix, metric: metric(distance))
            try sums.requirePairs()
            return .value(sums.unitMeanDistance)
        }
    }

    func metric(_ distance: SetDistance) -> Metric {
        if distance == .nominal { return .nominal }
        guard sets.count <= 1024 else {
            let sets = sets
            return .function { distance.between(sets[$0], sets[$1]) }
        }
        let table = sets.flatMap { one in sets.map { distance.between(one, $0) } }
        return .table(table, size: sets.count)
    }
}
