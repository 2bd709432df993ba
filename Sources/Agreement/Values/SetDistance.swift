/// How far apart two sets of codes are, from 0 for equal sets to 1 for sets without a common code.
///
/// Two empty sets are equal: both coders saw the unit and applied nothing.
public enum SetDistance: String, Sendable, Hashable, Codable, CaseIterable {
    /// 0 for equal sets, 1 for others.
    case nominal
    /// 1 − |A ∩ B| / |A ∪ B| (Jaccard 1912).
    case jaccard
    /// 1 − J·M, with J the share of common codes and M 1 for equal sets, 2/3 where one contains the other, 1/3 where they
    /// overlap and 0 where they don't (Passonneau 2006).
    case masi

    /// The distance of two sets.
    public func between(_ one: Set<String>, _ other: Set<String>) -> Double {
        distance(sizes: one.count, other.count, common: one.intersection(other).count)
    }

    /// The distance of two sets of code numbers in rising order.
    func between(_ one: [UInt16], _ other: [UInt16]) -> Double {
        var (common, place) = (0, 0)
        for code in one {
            while place < other.count, other[place] < code { place += 1 }
            if place < other.count, other[place] == code { common += 1 }
        }
        return distance(sizes: one.count, other.count, common: common)
    }

    private func distance(sizes one: Int, _ other: Int, common: Int) -> Double {
        let isSame = one == common && other == common
        if isSame { return 0 }
        let jaccard = Double(common) / Double(one + other - common)
        switch self {
        case .nominal: return 1
        case .jaccard: return 1 - jaccard
        case .masi: return common == one || common == other ? 1 - jaccard * 2 / 3 : 1 - jaccard / 3
        }
    }
}
