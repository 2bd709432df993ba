import Foundation

/// The few functions of numerical mathematics that intervals and draws need.
enum Mathematics {
    /// What Stirling's formula for log n! leaves out: log n! − (n + ½) log(n + 1) + (n + 1) − ½ log 2π.
    static func stirlingRest(_ n: Int) -> Double {
        if n < 16 {
            let x = Double(n + 1)
            return logFactorials[n] - (x - 0.5) * log(x) + x - 0.5 * log(2 * Double.pi)
        }
        return stirlingSeries(Double(n + 1))
    }

    /// 1/12x − 1/360x³ + 1/1260x⁵ − 1/1680x⁷.
    private static func stirlingSeries(_ x: Double) -> Double {
        let square = x * x
        return (1 / 12.0 - (1 / 360.0 - (1 / 1260.0 - 1 / 1680.0 / square) / square) / square) / x
    }

    private static let logFactorials: [Double] = (0..<16).map { n in
        log((1...max(n, 1)).reduce(1.0) { $0 * Double($1) })
    }

    /// The logarithm of the gamma function for x > 0: Stirling's series, from 16 on.
    static func logGamma(_ x: Double) -> Double {
        var (shifted, product) = (x, 1.0)
        while shifted < 16 {
            product *= shifted
            shifted += 1
        }
        let series = (shifted - 0.5) * log(shifted) - shifted + 0.5 * log(2 * Double.pi)
        return series + stirlingSeries(shifted) - log(product)
    }

    /// The regularised incomplete beta function I_x(a, b), by its continued fraction.
    static func incompleteBeta(_ x: Double, _ a: Double, _ b: Double) -> Double {
        if x <= 0 { return 0 }
        if x >= 1 { return 1 }
        if x > (a + 1) / (a + b + 2) { return 1 - incompleteBeta(1 - x, b, a) }
        let front = logGamma(a + b) - logGamma(a) - logGamma(b) + a * log(x) + b * log1p(-x)
        return exp(front) / a / betaFraction(x, a, b)
    }

    /// The continued fraction of the incomplete beta function, from its start (Lentz 1976).
    private static func betaFraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
        func guarded(_ value: Double) -> Double { abs(value) < 1e-300 ? 1e-300 : value }
        var (value, c, d) = (1.0, 1.0, 0.0)
        for step in 1...10_000 {
            let m = Double(step / 2)
            let term =
                step % 2 == 0
                ? m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
                : -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
            d = 1 / guarded(1 + term * d)
            c = guarded(1 + term / c)
            value *= c * d
            if abs(c * d - 1) < 1e-16 { break }
        }
        return value
    }

    /// The standard normal quantile for 0 < p < 1.
    static func normalQuantile(_ p: Double) -> Double {
        if p > 0.5 { return -normalQuantile(1 - p) }
        var z = -sqrt(max(0, -2 * log(2 * p)))
        for _ in 0..<100 {
            let density = exp(-z * z / 2) / sqrt(2 * Double.pi)
            let step = (erfc(-z / sqrt(2)) / 2 - p) / density
            let halley = step / (1 + z * step / 2)
            z -= halley
            if abs(halley) <= 1e-15 * max(1, abs(z)) { break }
        }
        return z
    }

    /// The quantile of Student's t for 0.5 <= p < 1 and `freedom` >= 1 degrees of freedom, to 1e-10.
    static func studentQuantile(_ p: Double, freedom: Int) -> Double {
        let v = Double(freedom)
        if freedom > 1000 { return expandedStudentQuantile(normalQuantile(p), v) }
        let tail = 2 * (1 - p)
        func exceeds(_ t: Double) -> Bool { incompleteBeta(v / (v + t * t), v / 2, 0.5) > tail }
        var (low, high) = (0.0, 1.0)
        while exceeds(high), high < 1e15 { (low, high) = (high, 2 * high) }
        for _ in 0..<200 where high - low > 1e-15 * high {
            let middle = (low + high) / 2
            if exceeds(middle) { low = middle } else { high = middle }
        }
        return (low + high) / 2
    }

    /// Fisher and Cornish's expansion (1960), whose next term is below 1e-12 for more than a thousand degrees of freedom.
    private static func expandedStudentQuantile(_ z: Double, _ v: Double) -> Double {
        let s = z * z
        let first = (s + 1) / 4
        let second = ((5 * s + 16) * s + 3) / 96
        let third = (((3 * s + 19) * s + 17) * s - 15) / 384
        let fourth = ((((79 * s + 776) * s + 1482) * s - 1920) * s - 945) / 92_160
        return z * (1 + (first + (second + (third + fourth / v) / v) / v) / v)
    }

    static func naturalLog(_ x: Double) -> Double { log(x) }

    /// (1 − p)ⁿ.
    static func power(ofRest p: Double, _ n: Int) -> Double { exp(Double(n) * log1p(-p)) }
}
