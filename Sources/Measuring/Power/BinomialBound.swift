import Foundation

/// How often something happens, judged by how often it did: Clopper and Pearson's exact bounds, one-sided, right 95 times
/// in 100 or more.
public enum BinomialBound {
  /// The greatest share that so few events in so many trials leave room for; 1 for no trials.
  public static func upper(_ events: Int, of trials: Int) -> Double {
    guard events < trials else { return 1 }
    return root { share in cumulative(max(events, 0), of: trials, share: share) > 0.05 }
  }

  /// The smallest share that so many events in so many trials leave room for; 0 for no trials.
  public static func lower(_ events: Int, of trials: Int) -> Double {
    guard events > 0, trials > 0 else { return 0 }
    return 1 - upper(trials - min(events, trials), of: trials)
  }

  /// The share up to which something holds.
  private static func root(_ holds: (Double) -> Bool) -> Double {
    var low = 0.0
    var high = 1.0
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if holds(middle) { low = middle } else { high = middle }
    }
    return high
  }

  /// How likely at most so many events are, for a share above 0 and below 1.
  private static func cumulative(_ events: Int, of trials: Int, share: Double) -> Double {
    var term = Double(trials) * log1p(-share)
    var sum = 0.0
    for count in 0...events {
      if count > 0 { term += log(Double(trials - count + 1) / Double(count)) + log(share) - log1p(-share) }
      sum += exp(term)
    }
    return sum
  }
}
