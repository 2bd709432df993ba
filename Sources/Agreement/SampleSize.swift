/// How many units to code twice.
public enum SampleSize {
    /// Units for a reliability sample from a finite population (Lacy and Riffe 1996): ((N − 1)SE² + PQN) / ((N − 1)SE² + PQ),
    /// rounded as in their table.
    ///
    /// - Parameters:
    ///   - population: Units in the whole study, N; 1 or more.
    ///   - agreement: The share agreed on that is expected in it, P; from 0 to 1.
    ///   - standardError: That of the share agreed on; 0.03 makes 5 points one-sided at 95 %.
    /// - Returns: From 1 to N; `nil` where an argument is out of its range.
    public static func lacyRiffe(
        population: Int, agreement: Double, standardError: Double = 0.03
    ) -> Int? {
        guard population >= 1, (0...1).contains(agreement), standardError > 0, standardError.isFinite else {
            return nil
        }
        let spread = Double(population - 1) * standardError * standardError
        let variance = agreement * (1 - agreement)
        guard spread + variance > 0 else { return 1 }
        let size = (spread + variance * Double(population)) / (spread + variance)
        // Their table has 53 for what comes to 53.5007.
        return min(population, max(1, Int((size - 1e-3).rounded())))
    }

    /// Units for which two coders' alpha of a rare category can be told from a least acceptable one (Krippendorff 2019):
    /// z²((1 + α)(3 − α) / (4(1 − α)p(1 − p)) − α), to the nearest whole number.
    ///
    /// - Parameters:
    ///   - leastAlpha: The least acceptable alpha; from 0 up to but not including 1.
    ///   - rarestShare: The share of the rarest category; above 0 and below 1.
    ///   - significance: The one-sided chance of taking data for good that are not; 0.05 makes z 1.645.
    /// - Returns: 2 or more; `nil` where an argument is out of its range or the number would be above 2⁵³.
    public static func krippendorff(
        leastAlpha: Double, rarestShare: Double, significance: Double = 0.05
    ) -> Int? {
        guard (0..<1).contains(leastAlpha), rarestShare > 0, rarestShare < 1, significance > 0,
            significance < 0.5
        else { return nil }
        let z = Mathematics.normalQuantile(1 - significance)
        let spread = 4 * (1 - leastAlpha) * rarestShare * (1 - rarestShare)
        let size = z * z * ((1 + leastAlpha) * (3 - leastAlpha) / spread - leastAlpha)
        guard size < 0x1p53 else { return nil }
        return max(2, Int(size.rounded()))
    }

    /// Fewer expected occurrences of a code than this say next to nothing about agreement on it.
    public static let fewOccurrences = 10.0

    /// How often a code can be expected in what is coded twice.
    ///
    /// - Parameters:
    ///   - doubleCoded: Units that are coded twice.
    ///   - occurrences: Units with the code among those coded so far.
    ///   - units: Units coded so far.
    /// - Returns: `nil` where nothing was coded so far.
    public static func expectedOccurrences(doubleCoded: Int, occurrences: Int, of units: Int) -> Double? {
        units > 0 ? Double(doubleCoded) * Double(occurrences) / Double(units) : nil
    }
}
