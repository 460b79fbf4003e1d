namespace MlNetMoodRec.Evaluation.Experiments;

/// <summary>
/// One colour per method throughout the report. The known methods' are those of Okabe and Ito, which readers with any
/// of the usual colour blindnesses tell apart; other methods get further ones that were made for the same purpose (Tol).
/// </summary>
internal sealed class MethodColors
{
    private static readonly Dictionary<string, ChartColor> Known = new(StringComparer.Ordinal)
    {
        ["popularity"] = new("m-popularity", "#6E6E6E", "#A6A6A6"),
        ["content"] = new("m-content", "#56B4E9", "#7CC9F2"),
        ["als"] = new("m-als", "#E69F00", "#F0B429"),
        ["lstm"] = new("m-lstm", "#0072B2", "#3D9BE0"),
        [ExperimentResult.Proposed] = new("m-proposed", "#D55E00", "#F4793F"),
        [ExperimentMethods.Logging] = new("m-logging", "#CC79A7", "#DE97BF"),
        [ExperimentMethods.Oracle] = new("m-oracle", "#009E73", "#2BC49A"),
    };

    private static readonly (string Light, string Dark)[] Others =
    [
        ("#882255", "#C45A8E"), ("#999933", "#C9C95A"), ("#332288", "#8E7FE6"), ("#44AA99", "#6FD3C2"), ("#AA4499", "#D67CC8"),
    ];

    private readonly Dictionary<string, ChartColor> _colors = new(StringComparer.Ordinal);

    public MethodColors(IEnumerable<string> methods)
    {
        int others = 0;
        foreach (string method in methods.Distinct(StringComparer.Ordinal))
        {
            _colors[method] = Known.TryGetValue(method, out ChartColor? known) ? known : Other(others++);
        }
    }

    /// <summary>The methods' colours, each once.</summary>
    public IEnumerable<ChartColor> All => _colors.Values.Distinct();

    public ChartColor this[string method] => _colors[method];

    private static ChartColor Other(int index)
    {
        (string light, string dark) = Others[index % Others.Length];
        return new ChartColor($"m-other-{index % Others.Length}", light, dark);
    }
}
