using MlNetMoodRec.Serving;

namespace MlNetMoodRec.Web;

/// <summary>How the service answers; the section <see cref="Section"/> of its configuration.</summary>
public sealed record MoodRecWebOptions
{
    /// <summary>The name of the configuration's section.</summary>
    public const string Section = "MoodRec";

    /// <summary>The shortest API key that is accepted: 16 characters are beyond guessing over a network.</summary>
    public const int ShortestApiKey = 16;

    /// <summary>The model zip and the pool that serves it.</summary>
    public MoodRecPoolOptions Pool { get; init; } = new();

    /// <summary>
    /// The key that requests must bring as <c>X-Api-Key</c> or <c>Authorization: Bearer</c>; empty for none. The page, the
    /// health check and the OpenAPI document never ask for it.
    /// </summary>
    public string ApiKey { get; init; } = "";

    /// <summary>The longest request body in bytes. The default holds the longest text and lists of the other limits.</summary>
    public int MaxBodyBytes { get; init; } = 128 * 1024;

    /// <summary>The longest text in UTF-16 units. The default is a long letter; an encoder reads its first 64 or so words.</summary>
    public int MaxTextLength { get; init; } = 4000;

    /// <summary>The longest listening history of a request. The default is four times what a model reads by default.</summary>
    public int MaxHistory { get; init; } = 200;

    /// <summary>The most songs that a request may exclude. The default is a round number.</summary>
    public int MaxExcluded { get; init; } = 1000;

    /// <summary>The most songs that a request may name as the only ones allowed. The default is a round number.</summary>
    public int MaxAllowed { get; init; } = 1000;

    /// <summary>The most songs that a request may ask for. The default is a long playlist.</summary>
    public int MaxTop { get; init; } = 100;

    /// <summary>The most songs on one page of <c>GET /songs</c>. The default is a round number.</summary>
    public int MaxPageSize { get; init; } = 100;

    /// <summary>
    /// How many requests a minute one client address may make, in bursts up to that many; 0 for any number. The default
    /// is ten a second: more than a person makes, and less than keeps a processor busy.
    /// </summary>
    public int RequestsPerMinute { get; init; } = 600;

    /// <summary>After how long an unfinished request is answered with 504. The default is twice the pool's wait for an engine.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Checks every value.</summary>
    /// <exception cref="MoodRecException">Names every value that is wrong; never the key.</exception>
    public void Validate()
    {
        List<string> errors = [.. Errors()];
        if (errors.Count > 0)
        {
            throw Wrong(errors);
        }
    }

    internal static MoodRecException Wrong(IEnumerable<string> errors) =>
        new($"The settings of the service are wrong: {string.Join("; ", errors)}.");

    internal IEnumerable<string> Errors()
    {
        if (ApiKey.Length is > 0 and < ShortestApiKey)
        {
            yield return $"{nameof(ApiKey)} has {ApiKey.Length} characters; expected {ShortestApiKey} or more, or none";
        }

        if (ApiKey.Any(c => c is <= ' ' or > '~'))
        {
            yield return $"{nameof(ApiKey)} has a character that a header cannot carry; expected printable ASCII without spaces";
        }

        (string Name, int Value, int Least, int Most)[] numbers =
        [
            (nameof(MaxBodyBytes), MaxBodyBytes, 1024, 64 * 1024 * 1024),
            (nameof(MaxTextLength), MaxTextLength, 1, 1_000_000),
            (nameof(MaxHistory), MaxHistory, 0, 10_000),
            (nameof(MaxExcluded), MaxExcluded, 0, 100_000),
            (nameof(MaxAllowed), MaxAllowed, 0, 100_000),
            (nameof(MaxTop), MaxTop, 1, 10_000),
            (nameof(MaxPageSize), MaxPageSize, 1, 10_000),
            (nameof(RequestsPerMinute), RequestsPerMinute, 0, 10_000_000),
        ];
        foreach ((string name, int value, int least, int most) in numbers.Where(n => n.Value < n.Least || n.Value > n.Most))
        {
            yield return $"{name} is {value}; expected {least} to {most}";
        }

        if (RequestTimeout < TimeSpan.FromMilliseconds(1) || RequestTimeout > TimeSpan.FromDays(1))
        {
            yield return $"{nameof(RequestTimeout)} is {RequestTimeout}; expected 1 ms to 1 day";
        }

        string? pool = PoolError();
        if (pool is not null)
        {
            yield return pool;
        }
    }

    private string? PoolError()
    {
        try
        {
            Pool.Validate();
            return null;
        }
        catch (MoodRecException exception)
        {
            return exception.Message.TrimEnd('.');
        }
    }
}
