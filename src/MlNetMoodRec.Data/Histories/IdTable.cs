namespace MlNetMoodRec.Data.Histories;

/// <summary>Numbers ids from 0 in the order in which they first occur.</summary>
internal sealed class IdTable
{
    private readonly Dictionary<string, int> _numbers = [];
    private readonly List<string> _ids = [];

    public int Count => _ids.Count;

    public string this[int number] => _ids[number];

    public int Add(string id)
    {
        if (!_numbers.TryGetValue(id, out int number))
        {
            number = _ids.Count;
            _numbers.Add(id, number);
            _ids.Add(id);
        }

        return number;
    }
}
