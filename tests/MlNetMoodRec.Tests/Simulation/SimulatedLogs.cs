using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MlNetMoodRec.Data;
using MlNetMoodRec.Simulation;

namespace MlNetMoodRec.Tests.Simulation;

/// <summary>Platforms that several tests look at, made once.</summary>
internal static class SimulatedLogs
{
    public static readonly SimulationOptions SmallOptions = new() { Listeners = 200, Songs = 300, Interactions = 6_000, Seed = 3 };

    /// <summary>A quarter of the default size over the default catalogue.</summary>
    public static readonly SimulationOptions QuarterOptions = new() { Listeners = 1_000, Interactions = 45_000 };

    private static readonly Lazy<SimulatedPlatform> LazySmall = new(() => new SimulatedPlatform(SmallOptions));
    private static readonly Lazy<SimulatedPlatform> LazyQuarter = new(() => new SimulatedPlatform(QuarterOptions));
    private static readonly Lazy<IReadOnlyList<Interaction>> LazyQuarterLog = new(() => [.. LazyQuarter.Value.Interactions()]);

    public static SimulatedPlatform Small => LazySmall.Value;

    public static SimulatedPlatform Quarter => LazyQuarter.Value;

    public static IReadOnlyList<Interaction> QuarterLog => LazyQuarterLog.Value;

    public static string Hash(SimulatedPlatform platform)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var s in platform.Catalogue)
        {
            Append(string.Create(CultureInfo.InvariantCulture, $"{s.Id}|{s.Title}|{s.Artist}|{s.Genre}|{s.Tempo}|{s.Valence}|{s.Energy}\n"));
        }

        foreach (var i in platform.Interactions())
        {
            Append(string.Create(CultureInfo.InvariantCulture, $"{i.UserId}|{i.SongId}|{i.Time:O}|{i.Feedback}|{i.Text}|{i.TextTime}\n"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());

        void Append(string line) => hash.AppendData(Encoding.UTF8.GetBytes(line));
    }
}
