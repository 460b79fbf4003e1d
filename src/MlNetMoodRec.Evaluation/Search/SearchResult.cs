using System.Text.Json;
using System.Text.Json.Serialization;
using MlNetMoodRec.Data.Tables;
using MlNetMoodRec.Training.Recommender;

namespace MlNetMoodRec.Evaluation.Search;

/// <summary>What a search came to: every trial, and the best of them.</summary>
public sealed record SearchResult
{
    private const string FileName = "search.json";

    /// <summary>The method whose options were searched, as "mood-lstm".</summary>
    public required string Method { get; init; }

    /// <summary>How the validation part was held out, as "time 70/20/10".</summary>
    public required string Split { get; init; }

    /// <summary>Whether songs heard before were candidates.</summary>
    public required SeenSongPolicy SeenSongs { get; init; }

    /// <summary>SHA-256 of the data file ("sha256:...").</summary>
    public required string DataHash { get; init; }

    /// <summary>The seed of the drawing and of every training.</summary>
    public required int Seed { get; init; }

    /// <summary>How it was searched.</summary>
    public required SearchOptions Options { get; init; }

    /// <summary>The rungs, from the lowest.</summary>
    public required IReadOnlyList<SearchRung> Rungs { get; init; }

    /// <summary>All trials, in the order of their numbers.</summary>
    public required IReadOnlyList<SearchTrial> Trials { get; init; }

    /// <summary>The number of the trial with the best validation NDCG@10, the first of equals.</summary>
    public required int BestTrial { get; init; }

    /// <summary>The trial of that number.</summary>
    [JsonIgnore]
    public SearchTrial Best => Trials[BestTrial - 1];

    /// <summary>Its options, ready for training.</summary>
    public MoodLstmOptions BestOptions => Best.Options;

    /// <summary>Passes over the data of all trials together.</summary>
    public int EpochsTrained => Trials.Sum(t => t.Epochs.Count);

    /// <summary>Training time of all trials together; side by side they take less on the clock.</summary>
    public double Seconds => Trials.Sum(t => t.Seconds);

    /// <summary>Reads what <see cref="Save"/> wrote into a folder.</summary>
    /// <exception cref="MoodRecException">There is no search.json, or it holds no search.</exception>
    public static SearchResult Load(string folder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        string path = Path.Combine(folder, FileName);
        try
        {
            SearchResult? result = JsonSerializer.Deserialize<SearchResult>(File.ReadAllText(path), EvaluationJson.Options);
            return result is not null && result.BestTrial >= 1 && result.BestTrial <= result.Trials.Count
                ? result
                : throw new MoodRecException($"'{path}' holds no search: it has no best trial. Run 'moodrec tune' again.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MoodRecException($"The search in '{folder}' cannot be read: {e.Message} Expected the folder of a finished 'moodrec tune'.", e);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            throw new MoodRecException($"'{path}' holds no search: {e.Message} Run 'moodrec tune' again.", e);
        }
    }

    /// <summary>
    /// Writes search.json (all of this), best.json (<see cref="BestOptions"/>, which <see cref="MoodLstmOptionsFile"/>
    /// reads), search.png and search.svg into a folder.
    /// </summary>
    /// <exception cref="MoodRecException">A file cannot be written.</exception>
    public void Save(string folder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        AsideFile.Write(Path.Combine(folder, FileName), stream => JsonSerializer.Serialize(stream, this, EvaluationJson.Options));
        MoodLstmOptionsFile.Write(Path.Combine(folder, "best.json"), BestOptions);
        SearchChart.Save(this, folder);
    }
}
