using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using MlNetMoodRec.Data;

namespace MlNetMoodRec.Recommendation;

/// <summary>What this library keeps in a model zip besides the ML.NET model itself.</summary>
internal sealed record ModelContents(ModelManifest Manifest, IReadOnlyList<Song> Catalogue, byte[] RecommenderOnnx)
{
    private const string ManifestEntry = "moodrec/manifest.json";
    private const string CatalogueEntry = "moodrec/catalogue.json";
    private const string OnnxEntry = "/OnnxModel";
    private const string MLNetModelEntry = "TrainingInfo/Version.txt";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, RespectNullableAnnotations = true };

    /// <exception cref="MoodRecException">A zip of something else, or of another format version.</exception>
    /// <exception cref="InvalidDataException">Damaged.</exception>
    public static ModelContents Read(ZipArchive zip, string path, long fileLength)
    {
        if (zip.GetEntry(ManifestEntry) is null)
        {
            throw new MoodRecException(
                $"'{path}' is {Describe(zip)}, not a model of MlNetMoodRec: it has no entry '{ManifestEntry}'. " +
                "Save models with MoodRecModel.Save or 'moodrec train'; other ML.NET models load with mlContext.Model.Load.");
        }

        ModelZipFile.Check(zip, fileLength);
        int version = ReadFormatVersion(zip);
        if (version != ModelManifest.CurrentFormatVersion)
        {
            throw new MoodRecException(
                $"'{path}' has format version {version}; this library reads version {ModelManifest.CurrentFormatVersion}. " +
                "Train the model again, or use the library version that wrote it.");
        }

        CheckSchema(zip);
        return new ModelContents(ReadJson<ModelManifest>(zip, ManifestEntry), ReadCatalogue(zip), ReadRecommender(zip));
    }

    public static void Write(ZipArchive zip, ModelManifest manifest, IReadOnlyList<Song> catalogue)
    {
        WriteJson(zip, ManifestEntry, manifest);
        WriteJson(zip, CatalogueEntry, catalogue);
    }

    /// <summary>The ONNX models of the chain, in its order; the last is the recommender.</summary>
    public static byte[][] ReadOnnxModels(ZipArchive zip) => [.. OnnxEntries(zip).Select(ReadOnnx)];

    private static byte[] ReadRecommender(ZipArchive zip) =>
        ReadOnnx(OnnxEntries(zip).LastOrDefault() ?? throw new InvalidDataException("it holds no ONNX model."));

    private static IEnumerable<ZipArchiveEntry> OnnxEntries(ZipArchive zip) => zip.Entries
        .Where(e => e.FullName.EndsWith(OnnxEntry, StringComparison.Ordinal))
        .OrderBy(e => e.FullName, StringComparer.Ordinal);

    /// <summary>ML.NET writes a model's length in front of it.</summary>
    private static byte[] ReadOnnx(ZipArchiveEntry entry)
    {
        using var reader = new BinaryReader(entry.Open());
        int length = entry.Length > sizeof(int) ? reader.ReadInt32() : -1;
        return length == entry.Length - sizeof(int)
            ? reader.ReadBytes(length)
            : throw new InvalidDataException($"its entry '{ModelZipFile.Quote(entry.FullName)}' has {entry.Length:N0} bytes and says that it holds {length:N0}.");
    }

    /// <summary>The version by itself: a manifest of another version may have any other shape.</summary>
    private static int ReadFormatVersion(ZipArchive zip) =>
        ReadJson<JsonObject>(zip, ManifestEntry)["formatVersion"] is JsonValue value && value.TryGetValue(out int version)
            ? version
            : throw new InvalidDataException($"its entry '{ManifestEntry}' names no format version.");

    private static void CheckSchema(ZipArchive zip)
    {
        if (zip.GetEntry(SchemaEntry.Name) is { } entry)
        {
            using Stream stream = entry.Open();
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            SchemaEntry.Check(bytes.ToArray());
        }
    }

    private static Song[] ReadCatalogue(ZipArchive zip)
    {
        Song[] songs = ReadJson<Song[]>(zip, CatalogueEntry);
        return songs.All(s => !string.IsNullOrEmpty(s?.Id)) // Json's nullability does not reach into an array.
            ? songs
            : throw new InvalidDataException($"its entry '{CatalogueEntry}' has a song without an id.");
    }

    private static T ReadJson<T>(ZipArchive zip, string name)
        where T : class
    {
        try
        {
            using Stream stream = zip.GetEntry(name)?.Open() ?? throw new InvalidDataException($"it has no entry '{name}'.");
            return JsonSerializer.Deserialize<T>(stream, Json) ?? throw new JsonException("The value is null.");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"its entry '{name}' does not hold what it should: {exception.Message}", exception);
        }
    }

    /// <summary>What a zip that is not ours is.</summary>
    private static string Describe(ZipArchive zip)
    {
        if (zip.Entries.Any(e => e.FullName is MLNetModelEntry))
        {
            return "an ML.NET model";
        }

        return zip.Entries is [var first, ..]
            ? $"a zip of something else ({zip.Entries.Count:N0} entries, the first is '{ModelZipFile.Quote(first.FullName)}')"
            : "a zip of nothing";
    }

    private static void WriteJson<T>(ZipArchive zip, string name, T value)
    {
        using Stream stream = zip.CreateEntry(name).Open();
        JsonSerializer.Serialize(stream, value, Json);
    }
}
