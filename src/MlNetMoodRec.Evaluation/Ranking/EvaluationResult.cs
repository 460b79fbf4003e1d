using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MlNetMoodRec.Evaluation;

/// <summary>
/// What a method reached, by which protocol, overall and broken down. Serialises with System.Text.Json, without the
/// values per listener and per row.
/// </summary>
public sealed record EvaluationResult
{
    /// <summary>The method or model that was evaluated.</summary>
    public required string Method { get; init; }

    /// <summary>How it was evaluated.</summary>
    public required Protocol Protocol { get; init; }

    /// <summary>The metrics over all rows.</summary>
    public required RankingMetrics Overall { get; init; }

    /// <summary>The metrics by 'has a mood text' and 'session start'; parts without rows are left out.</summary>
    public required IReadOnlyList<EvaluationSlice> Slices { get; init; }

    /// <summary>
    /// How many targets the model does not know; they count as misses. Null where only lists of the best songs were seen.
    /// </summary>
    public required int? UnknownTargets { get; init; }

    /// <summary>
    /// How many targets are among the row's recent songs. With seen songs excluded these compete with new songs only, which
    /// makes them easy: data with many repeats is better evaluated with seen songs included.
    /// </summary>
    public required int RepeatedTargets { get; init; }

    /// <summary>How many different songs were recommended in the first k.</summary>
    public required int SongsRecommended { get; init; }

    /// <summary><see cref="SongsRecommended"/> as a share of the catalogue; null where its size is not known.</summary>
    public required double? CatalogueCoverage { get; init; }

    /// <summary>One value per listener, in order of first appearance; empty after deserialisation.</summary>
    [JsonIgnore]
    public IReadOnlyList<UserMetrics> Users { get; init; } = [];

    /// <summary>The rank of each row's target, in the order of the rows; empty after deserialisation.</summary>
    [JsonIgnore]
    public IReadOnlyList<RankedRow> Rows { get; init; } = [];

    /// <summary>As JSON: camelCase, enumerations by name.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, EvaluationJson.Options);

    /// <summary>As a small table with the protocol below it.</summary>
    public override string ToString()
    {
        int k = Protocol.K;
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{Method,-24} {"rows",8} {$"HR@{k}",16} {$"NDCG@{k}",16} {$"MRR@{k}",16}");
        AppendLine("all rows", Overall);
        foreach (EvaluationSlice slice in Slices)
        {
            AppendLine(slice.Name, slice.Metrics);
        }

        string coverage = CatalogueCoverage is double share ? string.Create(CultureInfo.InvariantCulture, $" ({share:P1} of the catalogue)") : "";
        string unknown = UnknownTargets is int targets ? string.Create(CultureInfo.InvariantCulture, $"; {targets:N0} targets unknown to the model (misses)") : "";
        text.AppendLine(CultureInfo.InvariantCulture, $"{SongsRecommended:N0} different songs recommended{coverage}{unknown}; {RepeatedTargets:N0} targets among the recent songs");
        text.Append(Protocol);
        return text.ToString();

        void AppendLine(string name, RankingMetrics metrics) => text.AppendLine(
            CultureInfo.InvariantCulture,
            $"{name,-24} {metrics.Rows,8:N0} {metrics.HitRate,16} {metrics.Ndcg,16} {metrics.Mrr,16}");
    }
}
