using System.Text.Json;
using MlNetMoodRec.Data.Tables;

namespace MlNetMoodRec.Training.Encoder.Pull;

/// <summary>The file that pins what was pulled: for each <c>name@revision</c>, size and SHA-256 of its files.</summary>
internal sealed class PullLock
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly string _path;
    private readonly SortedDictionary<string, SortedDictionary<string, PulledFile>> _models;

    private PullLock(string path, SortedDictionary<string, SortedDictionary<string, PulledFile>> models)
    {
        _path = path;
        _models = models;
    }

    /// <summary>Reads the lock file; one that is not there pins nothing.</summary>
    public static PullLock Read(string path)
    {
        if (!File.Exists(path))
        {
            return new PullLock(path, new(StringComparer.Ordinal));
        }

        try
        {
            var models = JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, PulledFile>>>(File.ReadAllBytes(path), Json) ?? [];
            bool isSound = models.Values.All(files => files?.All(file =>
                EncoderPullOptions.IsPath(file.Key, parts: 4) && file.Value is { Bytes: >= 0, Sha256.Length: 64 }) == true);
            return isSound
                ? new PullLock(path, new(models.ToDictionary(m => m.Key, m => new SortedDictionary<string, PulledFile>(m.Value, StringComparer.Ordinal)), StringComparer.Ordinal))
                : throw new JsonException("a file without size or SHA-256");
        }
        catch (JsonException e)
        {
            throw new MoodRecException(
                $"The lock file '{path}' cannot be read ({e.Message}); expected what 'moodrec encoder pull' wrote. Restore it, or delete it to pin anew.", e);
        }
    }

    public IReadOnlyDictionary<string, PulledFile> Pins(string model) =>
        _models.TryGetValue(model, out SortedDictionary<string, PulledFile>? files) ? files : new SortedDictionary<string, PulledFile>();

    /// <summary>Adds pins and writes the file; what was pinned stays.</summary>
    public void Pin(string model, IEnumerable<KeyValuePair<string, PulledFile>> files)
    {
        _models.TryAdd(model, new(StringComparer.Ordinal));
        foreach ((string file, PulledFile pulled) in files)
        {
            _models[model].TryAdd(file, pulled);
        }

        AsideFile.Write(_path, stream => JsonSerializer.Serialize(stream, _models, Json));
    }
}
