using Microsoft.ML;
using MlNetMoodRec.Data;
using MlNetMoodRec.Recommendation;
using MlNetMoodRec.Tests.Mood;

namespace MlNetMoodRec.Tests.Serving;

/// <summary>
/// Small model zips with known answers, in a folder that is deleted with them: popularity of songs a to d, "a" the most
/// played in one and "d" in the other, both behind an encoder that reads the mood.
/// </summary>
internal sealed class ModelZips : IDisposable
{
    public static readonly string[] SongsOfFirst = ["a", "b", "c", "d"];
    public static readonly string[] SongsOfSecond = ["d", "c", "b", "a"];

    private static readonly Lazy<byte[]> FirstBytes = new(() => Train("abcdabcaba"));
    private static readonly Lazy<byte[]> SecondBytes = new(() => Train("dcbadcbdcd"));

    public ModelZips()
    {
        File.WriteAllBytes(First, FirstBytes.Value);
        File.WriteAllBytes(Second, SecondBytes.Value);
        File.Copy(First, Served);
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("moodrec-tests-").FullName;

    public string First => Path.Combine(Folder, "first.zip");

    public string Second => Path.Combine(Folder, "second.zip");

    /// <summary>The zip that a pool serves: at first a copy of <see cref="First"/>.</summary>
    public string Served => Path.Combine(Folder, "served.zip");

    /// <summary>Puts a copy of a file in the place of the served zip, in one step as a deployment does.</summary>
    public void Serve(string zip)
    {
        string aside = Path.Combine(Folder, "served.new");
        File.Copy(zip, aside, overwrite: true);
        File.SetLastWriteTimeUtc(aside, DateTime.UtcNow);
        File.Move(aside, Served, overwrite: true);
    }

    public void ServeBytes(byte[] bytes)
    {
        string aside = Path.Combine(Folder, "bytes");
        File.WriteAllBytes(aside, bytes);
        Serve(aside);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    /// <summary>A zip of the popularity of songs whose plays are the letters of <paramref name="plays"/>.</summary>
    private static byte[] Train(string plays)
    {
        using var encoder = new SyntheticEncoder();
        var context = new MLContext(seed: 1);
        MoodRecCatalog mood = context.MoodRec();
        Song[] catalogue = [.. SongsOfFirst.Select(id => new Song { Id = id, Title = $"Song {id}" })];
        IDataView rows = context.Data.LoadFromEnumerable(plays.Select((song, i) => new ListenerEvent
        {
            UserId = "u",
            SongId = song.ToString(),
            Time = DateTime.UnixEpoch.AddHours(i),
        }));
        using var model = mood.Text.EncodeMood(encoder.Folder).Append(mood.Trainers.Popularity(catalogue)).Fit(rows);
        string zip = encoder.PathOf("model.zip");
        MoodRecModel.Save(context, model, rows.Schema, new ModelManifest { Method = "popularity" }, catalogue, zip);
        return File.ReadAllBytes(zip);
    }
}
